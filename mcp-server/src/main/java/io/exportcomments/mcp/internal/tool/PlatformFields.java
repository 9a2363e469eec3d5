package io.exportcomments.mcp.internal.tool;

import io.exportcomments.platform.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A platform as an assistant sees it. */
final class PlatformFields {
    private PlatformFields() {}

    static Map<String, @Nullable Object> of(Platform platform) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", platform.id());
        fields.put("name", platform.name());
        fields.put("urls", platform.urlPatterns());
        fields.put("options", platform.options().stream().sorted().toList());
        fields.put("exports", platform.exports().stream().sorted().toList());
        return fields;
    }
}
