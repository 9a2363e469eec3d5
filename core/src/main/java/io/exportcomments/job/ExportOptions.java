package io.exportcomments.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of an export: those that the service's own clients send, typed, and room for others.
 *
 * <p>Immutable; options keep the order in which they were set. Cookies are secrets: {@link #toString()} shows the names
 * of the options and no value.
 */
public final class ExportOptions {
    /** No options: the service's own defaults. */
    public static final ExportOptions NONE = new ExportOptions(Map.of());

    private final Map<String, @Nullable Object> values;

    private ExportOptions(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder(Map.of());
    }

    /** A builder that holds what these options hold. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** All options by their names on the wire, as plain values: String, Boolean, Long, BigDecimal, List, Map, null. */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    /** An option by its name on the wire; empty where it is absent, or null. */
    public Optional<Object> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether an option of yes or no is set, and to what. */
    public Optional<Boolean> flag(Flag flag) {
        return values.get(flag.wireName()) instanceof Boolean value ? Optional.of(value) : Optional.empty();
    }

    /** Whether replies are wanted. */
    public Optional<Boolean> replies() {
        return flag(Flag.REPLIES);
    }

    /** At most so many items. */
    public OptionalLong limit() {
        return values.get("limit") instanceof Number value ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    /** Only items from then on, to the second. */
    public Optional<Instant> minTimestamp() {
        return seconds("minTimestamp");
    }

    /** Only items until then, to the second. */
    public Optional<Instant> maxTimestamp() {
        return seconds("maxTimestamp");
    }

    private Optional<Instant> seconds(String name) {
        return Optional.ofNullable(values.get(name) instanceof Number value ? value.longValue() : null)
                .filter(time -> time >= Instant.MIN.getEpochSecond() && time <= Instant.MAX.getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    /** The country through which the service goes. */
    public Optional<String> vpn() {
        return text("vpn");
    }

    /** The names of the cookies that go with the export; the values are secrets and only in {@link #asMap()}. */
    public Set<String> cookieNames() {
        if (!(values.get("cookies") instanceof Map<?, ?> cookies)) {
            return Set.of();
        }
        return cookies.keySet().stream().map(String::valueOf).collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /** The service's pool. */
    public Optional<String> pool() {
        return text("pool");
    }

    /** Where to go on. */
    public Optional<String> cursor() {
        return text("cursor");
    }

    /** The option named {@code id}. */
    public Optional<String> id() {
        return text("id");
    }

    private Optional<String> text(String name) {
        return values.get(name) instanceof String value ? Optional.of(value) : Optional.empty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExportOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names of the options that are set, without their values. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }

    /** The options of yes or no. */
    public enum Flag {
        /** Export replies too. */
        REPLIES("replies"),
        /** Export tweets. */
        TWEETS("tweets"),
        /** Export followers. */
        FOLLOWERS("followers"),
        /** Export whom an account follows. */
        FOLLOWING("following"),
        /** Export likes. */
        LIKES("likes"),
        /** Export a live chat. */
        LIVE("live"),
        /** Export shares. */
        SHARES("shares"),
        /** The advanced export. */
        ADVANCED("advanced"),
        /** Export from Facebook's ads. */
        FACEBOOK_ADS("facebookAds");

        private final String wireName;

        Flag(String wireName) {
            this.wireName = wireName;
        }

        /** The option's name on the wire. */
        public String wireName() {
            return wireName;
        }
    }

    /** Builds options. Not thread-safe. */
    public static final class Builder {
        private Map<String, @Nullable Object> values;
        /** Whether options that were built have these values too, so that they may not change. */
        private boolean shared = true;

        private Builder(Map<String, @Nullable Object> values) {
            this.values = values;
        }

        private Builder put(String name, @Nullable Object value) {
            if (shared) {
                values = values.isEmpty() ? new LinkedHashMap<>(6) : new LinkedHashMap<>(values);
                shared = false;
            }
            values.put(name, value);
            return this;
        }

        /** Sets whether replies are wanted. */
        public Builder replies(boolean wanted) {
            return flag(Flag.REPLIES, wanted);
        }

        /** Sets an option of yes or no. */
        public Builder flag(Flag flag, boolean value) {
            return put(flag.wireName(), value);
        }

        /**
         * Sets how many items are wanted at most, 1 or more.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder limit(long items) {
            if (items < 1) {
                throw new IllegalArgumentException("The limit must be 1 or more: " + items);
            }
            return put("limit", items);
        }

        /** Sets the earliest time of an item; parts of a second are cut off. */
        public Builder minTimestamp(Instant from) {
            return put("minTimestamp", from.getEpochSecond());
        }

        /** Sets the latest time of an item; parts of a second are cut off. */
        public Builder maxTimestamp(Instant to) {
            return put("maxTimestamp", to.getEpochSecond());
        }

        /** Sets the country through which the service goes. */
        public Builder vpn(String country) {
            return text("vpn", country);
        }

        /** Sets the cookies that go with the export: secrets, sent to the service and shown nowhere. */
        public Builder cookies(Map<String, String> cookies) {
            return put("cookies", Collections.unmodifiableMap(new LinkedHashMap<>(cookies)));
        }

        /** Sets the service's pool. */
        public Builder pool(String pool) {
            return text("pool", pool);
        }

        /** Sets where to go on. */
        public Builder cursor(String cursor) {
            return text("cursor", cursor);
        }

        /** Sets the option named {@code id}. */
        public Builder id(String id) {
            return text("id", id);
        }

        private Builder text(String name, String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("The option '" + name + "' is blank");
            }
            return put(name, value);
        }

        /**
         * Sets an option by its name on the wire, known to this version or not.
         *
         * @param value a plain JSON value: String, Boolean, Number, List, Map with String keys, or null
         * @throws IllegalArgumentException if the name is blank, or the value is of another kind
         */
        public Builder set(String name, @Nullable Object value) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("An option needs a name");
            }
            return put(name, plain(name, value));
        }

        private static @Nullable Object plain(String name, @Nullable Object value) {
            if (value == null || value instanceof String || value instanceof Boolean) {
                return value;
            }
            if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
                return ((Number) value).longValue();
            }
            if (value instanceof Double || value instanceof Float) {
                return decimal(name, ((Number) value).doubleValue());
            }
            if (value instanceof Number) {
                return value;
            }
            if (value instanceof List<?> list) {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(plain(name, element)));
                return Collections.unmodifiableList(copy);
            }
            if (value instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, element) -> copy.put(String.valueOf(key), plain(name, element)));
                return Collections.unmodifiableMap(copy);
            }
            throw new IllegalArgumentException(
                    "The option '" + name + "' can't be a " + value.getClass().getName());
        }

        private static Object decimal(String name, double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("The option '" + name + "' is not a finite number");
            }
            return java.math.BigDecimal.valueOf(value);
        }

        /** The options. */
        public ExportOptions build() {
            shared = true;
            return values.isEmpty() ? NONE : new ExportOptions(Collections.unmodifiableMap(values));
        }
    }
}
