package io.exportcomments.integration;

import static org.assertj.core.api.Assertions.assertThat;

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
}
