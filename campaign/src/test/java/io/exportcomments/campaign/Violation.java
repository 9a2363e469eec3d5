package io.exportcomments.campaign;

/** A promise that was broken, and how. */
public record Violation(Promise promise, String how) {}
