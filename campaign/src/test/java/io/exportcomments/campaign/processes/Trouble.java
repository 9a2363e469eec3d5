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
    NO_DESCRIPTORS;

    /** Whether the machine must be able to limit a process. */
    boolean needsLimits() {
        return this == DISK_FULL || this == NO_DESCRIPTORS;
    }
}
