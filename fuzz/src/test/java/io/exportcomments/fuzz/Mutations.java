package io.exportcomments.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Changes kept inputs by chance, the same way for the same seed: many times faster than a fuzzer that measures what
 * each input reaches.
 */
final class Mutations {
    private static final int MOST_CHANGES = 6;

    private final List<byte[]> kept;
    private final List<byte[]> words;
    private final Random random;

    Mutations(List<byte[]> kept, List<byte[]> words, long seed) {
        this.kept = kept;
        this.words = words;
        this.random = new Random(seed);
    }

    /** The words of a dictionary as libFuzzer has them: one in quotes on each line. */
    static List<byte[]> words(Path dictionary) throws IOException {
        List<byte[]> words = new ArrayList<>();
        for (String line : Files.readAllLines(dictionary)) {
            String word = line.substring(1, line.length() - 1);
            words.add(Corpus.decoded(word.replace("\\x", "\\")));
        }
        return words;
    }

    byte[] next() {
        byte[] input = kept.get(random.nextInt(kept.size()));
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            input = changed(input);
        }
        return input.length > Limits.LONGEST_INPUT ? Arrays.copyOf(input, Limits.LONGEST_INPUT) : input;
    }

    private byte[] changed(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + random.nextInt(1 + random.nextInt(32)));
        return switch (random.nextInt(8)) {
            case 0 -> spliced(input, from, to, new byte[0]);
            case 1 -> spliced(input, from, from, words.get(random.nextInt(words.size())));
            case 2 -> spliced(input, from, to, words.get(random.nextInt(words.size())));
            case 3 -> spliced(input, from, from, Arrays.copyOfRange(input, from, to));
            case 4 -> {
                byte[] other = kept.get(random.nextInt(kept.size()));
                int start = random.nextInt(other.length + 1);
                yield spliced(
                        input,
                        from,
                        to,
                        Arrays.copyOfRange(other, start, start + random.nextInt(other.length - start + 1)));
            }
            case 5 -> spliced(input, from, Math.min(input.length, from + 1), new byte[] {(byte) random.nextInt(256)});
            case 6 ->
                spliced(input, from, Math.min(input.length, from + 1), new byte[] {(byte) (' ' + random.nextInt(95))});
            default ->
                spliced(
                        input,
                        from,
                        from,
                        Character.toString(random.nextInt(0x3000)).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] between) {
        byte[] out = new byte[input.length - (to - from) + between.length];
        System.arraycopy(input, 0, out, 0, from);
        System.arraycopy(between, 0, out, from, between.length);
        System.arraycopy(input, to, out, from + between.length, input.length - to);
        return out;
    }
}
