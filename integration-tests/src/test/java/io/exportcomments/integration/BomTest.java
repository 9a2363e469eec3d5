package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BomTest {
    @Test
    void theBomListsExactlyThePublishedModules() {
        var listed =
                Project.all("<artifactId>exportcomments-([^<]+)</artifactId>", Project.read("bom/pom.xml")).stream()
                        .filter(artifact -> !artifact.equals("bom"))
                        .toList();
        var published = Project.publishedModules().stream()
                .filter(module -> !module.equals("bom"))
                .toList();
        assertThat(published).isNotEmpty();
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void theBomAndTheParentHaveTheSameVersion() {
        String version = "<version>([^<]+)</version>";
        assertThat(Project.all(version, Project.read("bom/pom.xml")).get(0))
                .isEqualTo(Project.all(version, Project.read("pom.xml")).get(0));
    }

    /** It has no parent, and so says itself what is done for a release. */
    @Test
    void theBomIsSignedAndPublishedLikeTheOtherModules() {
        for (String plugin : List.of("maven-gpg-plugin", "central-publishing-maven-plugin")) {
            String version = "<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]+)</version>";
            assertThat(Project.all(version, Project.read("bom/pom.xml")))
                    .as(plugin)
                    .hasSize(1)
                    .isEqualTo(Project.all(version, Project.read("pom.xml")));
        }
    }

    /** All modules are in one repository, of which Maven would else make an address for each. */
    @Test
    void noModuleHasAnAddressOfItsOwn() {
        assertThat(Project.all("(child\\.[\\w.]+)\\.inherit\\.append\\.path=\"false\"", Project.read("pom.xml")))
                .containsExactlyInAnyOrder(
                        "child.project.url", "child.scm.connection", "child.scm.developerConnection", "child.scm.url");
    }

    /** The plugin that hands in to Maven Central asks for a property of its own, not for the one that modules have. */
    @Test
    void whatIsNotDeployedIsNotHandedInEither() {
        assertThat(Project.read("pom.xml"))
                .contains("<maven.deploy.skip>false</maven.deploy.skip>")
                .contains("<skipPublishing>${maven.deploy.skip}</skipPublishing>");
    }
}
