package io.exportcomments.campaign.processes;

/** What can happen to processes and between them. */
enum Trouble {
    SERVICE_KILLED,
    SERVICE_KILLED_AND_FORGETS,
    SERVICE_STOPPED,
    CLIENT_KILLED,
    CLIENT_STOPPED,
    RESET,
    CLOSED,
    HALF_OPEN,
    STALLED,
    LATE,
    FEW_BYTES,
    SLICED,
    REFUSED,
    SLAMMED,
    SILENT,
    ANSWERS_CUT,
    GATEWAY_ERROR,
    GATEWAY_ERROR_AFTER_TAKING,
    DISK_FULL,
    FILES_CANNOT_GROW,
    NO_DESCRIPTORS;

    /** Whether the client is short of something. */
    boolean needsLimits() {
        return this == DISK_FULL || this == FILES_CANNOT_GROW || this == NO_DESCRIPTORS;
    }
}
