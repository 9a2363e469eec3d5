package io.exportcomments.mock.internal.results;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A finished file on disk: what it is called for caches, and how long it is. */
public record ResultFile(Path path, long length, String etag) {

    /** Writes the file of a result into a directory; slow, so never on an event loop. */
    public static ResultFile write(ResultRequest job, FileFormat format, Path directory) throws IOException {
        MessageDigest digest = sha256();
        Path path = Files.createTempFile(directory, "result", "." + format.name());
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(path)), digest)) {
            format.write(new CommentSource(job), job.rows(), out);
        }
        String hex = HexFormat.of().formatHex(digest.digest(), 0, 12);
        return new ResultFile(path, Files.size(path), '"' + hex + '"');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
