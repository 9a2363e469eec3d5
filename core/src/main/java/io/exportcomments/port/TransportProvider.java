package io.exportcomments.port;

/** Opens a transport; what a program hands to the client's builder. Thread-safe, and usable for several clients. */
@FunctionalInterface
public interface TransportProvider {
    /** Opens a transport with these settings; the caller closes it. Sends nothing. */
    Transport open(TransportSettings settings);
}
