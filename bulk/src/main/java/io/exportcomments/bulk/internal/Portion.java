package io.exportcomments.bulk.internal;

/**
 * How many of the items that wait are taken to be sent now.
 *
 * @param singly how many one by one at most
 * @param together how many as one batch of the service at most; 0 if some go one by one
 */
record Portion(int singly, int together) {
    static final Portion NOTHING = new Portion(0, 0);
}
