package io.exportcomments.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileErrorTextTest {
    @ParameterizedTest
    @CsvSource({
        "No space left on device, no space is left on the disk",
        "There is not enough space on the disk, no space is left on the disk",
        "Disk quota exceeded, the disk quota is used up",
        "Read-only file system, the file system is read-only",
        "Input/output error, Input/output error"
    })
    void whatTheSystemSaysIsPutPlainly(String said, String expected) {
        assertThat(FileErrorText.of(new IOException(said))).isEqualTo(expected);
        assertThat(FileErrorText.of(new FileSystemException("x", null, said))).isEqualTo(expected);
    }

    @Test
    void kindsOfTroubleAreNamed() {
        assertThat(FileErrorText.of(new AccessDeniedException("x"))).isEqualTo("permission denied");
        assertThat(FileErrorText.of(new NoSuchFileException("x"))).isEqualTo("the directory no longer exists");
        assertThat(FileErrorText.of(new IOException())).isEqualTo("IOException");
    }
}
