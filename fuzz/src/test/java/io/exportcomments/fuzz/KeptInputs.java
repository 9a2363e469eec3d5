package io.exportcomments.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Turns kept inputs into a folder, as Jazzer wants them, and a folder into kept inputs. */
final class KeptInputs {
    private KeptInputs() {}

    /** {@code unpack FILE FOLDER}, or {@code pack FOLDER FILE}. */
    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[1]);
        Path to = Path.of(arguments[2]);
        if (arguments[0].equals("unpack")) {
            Corpus.writeFolder(to, Corpus.read(from));
        } else {
            List<byte[]> inputs = Corpus.readFolder(from);
            Corpus.write(to, inputs.stream().filter(input -> input.length <= Limits.LONGEST_INPUT).toList());
        }
    }
}
