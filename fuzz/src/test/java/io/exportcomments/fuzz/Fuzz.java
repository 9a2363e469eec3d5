package io.exportcomments.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fuzzes, as {@code scripts/fuzz} describes; the working directory is that of the module. */
public final class Fuzz {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final int LONGEST_KEPT = 1_024;

    private Fuzz() {}

    /**
     * Fuzzes what the first argument names, or all; so many inputs of Jazzer's, then so many mutated ones, from this
     * seed on. Ends with 1 if an input broke a promise.
     */
    public static void main(String[] arguments) throws Exception {
        try {
            fuzz(arguments);
        } catch (AssertionError e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        // Some targets have servers, whose threads would keep the program.
        System.exit(0);
    }

    private static void fuzz(String[] arguments) throws Exception {
        List<Subject> subjects =
                arguments[0].equals("all") ? List.of(Subject.values()) : List.of(Subject.of(arguments[0]));
        long guided = Long.parseLong(arguments[1]);
        long mutated = Long.parseLong(arguments[2]);
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 1;
        for (Subject subject : subjects) {
            fuzz(subject, guided, mutated, seed);
        }
    }

    private static void fuzz(Subject subject, long guided, long mutated, long seed) throws Exception {
        Path file = RESOURCES.resolve("corpus").resolve(subject.inputs() + ".txt");
        Path dictionary = RESOURCES.resolve("dictionary").resolve(subject.inputs() + ".txt");
        List<byte[]> inputs = new ArrayList<>(Corpus.read(file));
        long began = System.nanoTime();
        if (guided > 0) {
            Path work = Path.of("target/fuzz").resolve(subject.label());
            List<byte[]> smallest = new JazzerRun(subject, work, dictionary).run(inputs, guided);
            smallest.removeIf(input -> input.length > LONGEST_KEPT || Secrets.isLearnt(input));
            inputs.addAll(smallest);
            Corpus.write(Path.of("target/fuzz").resolve(subject.label() + ".txt"), smallest);
        }
        say(subject, guided + " inputs of Jazzer's", began);
        began = System.nanoTime();
        MutationRun run = new MutationRun(subject, new Mutations(inputs, Mutations.words(dictionary), seed));
        long accepted = run.run(mutated);
        say(subject, mutated + " mutated inputs, of which " + accepted + " were accepted,", began);
    }

    private static void say(Subject subject, String what, long began) {
        System.out.printf(
                Locale.ROOT,
                "%s: %s broke no promise, in %d s%n",
                subject.label(),
                what,
                (System.nanoTime() - began) / 1_000_000_000);
    }
}
