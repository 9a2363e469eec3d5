package io.exportcomments.fuzz;

import java.util.Locale;
import java.util.function.Supplier;

/** What is fuzzed. */
enum Subject {
    /** Jobs, pages, events, tokens, batches, webhooks and error bodies as JSON. */
    CODEC(CodecTarget::new),
    /** The rows of a JSON result, and the JSON Lines made of them. */
    ROWS(RowsTarget::new),
    /** Deliveries of webhooks: their signatures and bodies. */
    WEBHOOK(WebhookTarget::new),
    /** Frames of the realtime protocol. */
    FRAMES(FramesTarget::new),
    /** A realtime connection from its opening to its end. */
    SESSION(SessionTarget::new),
    /** Links in answers. */
    LINKS(LinksTarget::new),
    /** Redirects, one after the other. */
    REDIRECTS(RedirectsTarget::new),
    /** Arguments of the command line, as they are read; none of the commands runs. */
    OPTIONS(OptionsTarget::new),
    /** Command lines, run. */
    ARGUMENTS(ArgumentsTarget::new);

    @SuppressWarnings("ImmutableEnumChecker") // The constructors above have no state.
    private final Supplier<FuzzTarget> target;

    Subject(Supplier<FuzzTarget> target) {
        this.target = target;
    }

    FuzzTarget target() {
        return target.get();
    }

    /** As commands and files have it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the kept inputs, and of the words for more. */
    String inputs() {
        return this == OPTIONS ? ARGUMENTS.label() : label();
    }

    static Subject of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
