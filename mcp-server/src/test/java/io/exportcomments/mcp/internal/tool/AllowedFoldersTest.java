package io.exportcomments.mcp.internal.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedFoldersTest {
    @TempDir
    Path root;

    private Path first;
    private Path second;
    private AllowedFolders allowed;

    @BeforeEach
    void make() throws IOException {
        root = root.toRealPath();
        first = Files.createDirectories(root.resolve("first/below")).getParent();
        second = Files.createDirectory(root.resolve("second"));
        Files.createDirectory(root.resolve("firstborn"));
        Files.createDirectory(root.resolve("outside"));
        Files.writeString(first.resolve("there"), "x");
        Files.createSymbolicLink(first.resolve("door"), root.resolve("outside"));
        Files.createSymbolicLink(first.resolve("inner"), second);
        Files.createSymbolicLink(first.resolve("dangling"), root.resolve("outside/new"));
        allowed = new AllowedFolders(List.of(first, second));
    }

    @Test
    void filesGoIntoTheFoldersAndThoseBelow() {
        assertThat(allowed.newFile("a.json")).isEqualTo(first.resolve("a.json"));
        assertThat(allowed.newFile("below/a.json")).isEqualTo(first.resolve("below/a.json"));
        assertThat(allowed.newFile("below/../a.json")).isEqualTo(first.resolve("a.json"));
        assertThat(allowed.newFile(second.resolve("a.json").toString())).isEqualTo(second.resolve("a.json"));
        assertThat(allowed.newFile("inner/a.json")).isEqualTo(second.resolve("a.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/a",
                "../firstborn/a",
                "/etc/passwd2",
                "door/a",
                "below/../../outside/a",
                "..",
                ".",
                "/",
                "dangling",
                "there",
                "missing/a",
                "a\u0000b"
            })
    void nothingElseIsWritten(String name) {
        assertThatThrownBy(() -> allowed.newFile(name)).isInstanceOf(ArgumentException.class);
    }
}
