package io.exportcomments.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The inputs that are kept of a subject, one a line: printable ASCII as it is, and all other bytes as {@code \xx}, in
 * two hexadecimal digits. Lines that begin with {@code #} are remarks.
 */
final class Corpus {
    private static final HexFormat HEX = HexFormat.of();

    private Corpus() {}

    static List<byte[]> read(Path file) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#")) {
                inputs.add(decoded(line));
            }
        }
        return inputs;
    }

    /** The remarks at the beginning stay. */
    static void write(Path file, List<byte[]> inputs) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("#"))
                    .forEach(lines::add);
        }
        TreeSet<String> sorted = new TreeSet<>();
        inputs.forEach(input -> sorted.add(encoded(input)));
        lines.addAll(sorted);
        Files.write(file, lines);
    }

    /** The files of a folder, which is how Jazzer has them. */
    static List<byte[]> readFolder(Path folder) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                inputs.add(Files.readAllBytes(file));
            }
        }
        return inputs;
    }

    static void writeFolder(Path folder, List<byte[]> inputs) throws IOException {
        Files.createDirectories(folder);
        for (byte[] input : inputs) {
            Files.write(folder.resolve("kept-" + Integer.toHexString(java.util.Arrays.hashCode(input))), input);
        }
    }

    static String encoded(byte[] input) {
        StringBuilder line = new StringBuilder(input.length);
        for (byte b : input) {
            // An input that begins with # is no remark, and blanks at the end are easily lost.
            boolean plain = b > ' ' && b <= '~' && b != '\\' && b != '#';
            if (plain) {
                line.append((char) b);
            } else {
                line.append('\\').append(HEX.toHexDigits(b));
            }
        }
        return line.toString();
    }

    static byte[] decoded(String line) {
        StringBuilder bytes = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                bytes.append((char) HexFormat.fromHexDigits(line, i + 1, i + 3));
                i += 2;
            } else {
                bytes.append(line.charAt(i));
            }
        }
        return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
