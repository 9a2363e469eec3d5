package io.exportcomments.error;

import org.jspecify.annotations.Nullable;

/**
 * The token or the plan does not allow this: HTTP 403, with {@code TOKEN_EXPIRED}, {@code PLAN_EXPIRED} or
 * {@code PLATFORM_NOT_ALLOWED} as {@link ErrorContext#errorCode()}. Trying again won't help.
 */
public final class PermissionException extends ExportCommentsException {

    /** An error of this kind. */
    public PermissionException(ErrorContext context, @Nullable Throwable cause) {
        super(context, "the account may not do this", advice(context), cause);
    }

    @Override
    public boolean isPermanent() {
        return !context().fromIntermediary();
    }

    @Override
    public boolean provesNothingTaken() {
        return !context().fromIntermediary();
    }

    @Override
    public PermissionException withContext(ErrorContext newContext) {
        return new PermissionException(newContext, getCause());
    }

    private static String advice(ErrorContext context) {
        return switch (context.errorCode().orElse("")) {
            case "TOKEN_EXPIRED" -> "Make a new API token";
            case "PLAN_EXPIRED" -> "Renew the subscription";
            case "PLATFORM_NOT_ALLOWED" -> "This platform needs a larger plan";
            default -> "Check what the account's plan allows";
        };
    }
}
