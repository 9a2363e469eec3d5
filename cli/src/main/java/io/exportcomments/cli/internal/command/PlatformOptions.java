package io.exportcomments.cli.internal.command;

import io.exportcomments.job.ExportOptions;
import io.exportcomments.job.ExportOptions.Flag;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the service that only some platforms take. */
final class PlatformOptions {
    @Option(names = "--tweets", description = "Export tweets (Twitter / X).")
    private boolean tweets;

    @Option(names = "--followers", description = "Export the followers of an account (Twitter / X).")
    private boolean followers;

    @Option(names = "--following", description = "Export the accounts that an account follows (Twitter / X).")
    private boolean following;

    @Option(names = "--likes", description = "Export likes.")
    private boolean likes;

    @Option(names = "--shares", description = "Export shares.")
    private boolean shares;

    @Option(names = "--live", description = "Export a live chat.")
    private boolean live;

    @Option(names = "--advanced", description = "Use the service's advanced export.")
    private boolean advanced;

    @Option(names = "--facebook-ads", description = "Export from Facebook's ads.")
    private boolean facebookAds;

    @Option(names = "--pool", paramLabel = "NAME", description = "The service's pool.")
    private @Nullable String pool;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the service continues an export.")
    private @Nullable String cursor;

    /**
     * Sets what was typed.
     *
     * @throws IllegalArgumentException if a text is blank
     */
    void addTo(ExportOptions.Builder options) {
        Map<Flag, Boolean> typed = new EnumMap<>(Flag.class);
        typed.put(Flag.TWEETS, tweets);
        typed.put(Flag.FOLLOWERS, followers);
        typed.put(Flag.FOLLOWING, following);
        typed.put(Flag.LIKES, likes);
        typed.put(Flag.SHARES, shares);
        typed.put(Flag.LIVE, live);
        typed.put(Flag.ADVANCED, advanced);
        typed.put(Flag.FACEBOOK_ADS, facebookAds);
        typed.forEach((flag, wanted) -> {
            if (wanted) {
                options.flag(flag, true);
            }
        });
        if (pool != null) {
            options.pool(pool);
        }
        if (cursor != null) {
            options.cursor(cursor);
        }
    }
}
