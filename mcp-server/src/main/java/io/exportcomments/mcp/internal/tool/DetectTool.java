package io.exportcomments.mcp.internal.tool;

import io.exportcomments.job.ExportRequest;
import io.exportcomments.platform.Platform;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Says which platform a page belongs to. */
public final class DetectTool implements JobTool {
    /** Beyond ASCII, or of no place in a URI. */
    private static final String NO_LETTERS = "[^!-~]|[\"<>\\\\^`{|}\\[\\]%#]";

    private final ArgumentSchema schema = new ArgumentSchema().requiredText("url", "The page.");

    @Override
    public ArgumentSchema arguments() {
        return schema;
    }

    @Override
    public Tool description() {
        return ToolText.reading(
                "detect_platform",
                "Detect a platform",
                "Says which platform a page belongs to, and which options an export of it takes. Asks nobody, and costs"
                        + " nothing: look here before export_comments if in doubt.",
                schema);
    }

    @Override
    public Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress) {
        URI page = page(arguments.requiredText("url"));
        return Mono.just(Platform.detect(page).map(found -> known(found, page)).orElseGet(DetectTool::unknown));
    }

    private static URI page(String text) {
        String url = text.strip();
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            return withOtherLetters(url);
        }
    }

    /** An export takes more letters than a URI has, as browsers do; which they are says nothing of the platform. */
    private static URI withOtherLetters(String url) {
        try {
            return new URI(ExportRequest.of(url).url().replaceAll(NO_LETTERS, "-"));
        } catch (IllegalArgumentException | URISyntaxException e) {
            throw new ArgumentException("'url' is not a URL.");
        }
    }

    private static Map<String, @Nullable Object> known(Platform platform, URI page) {
        Map<String, @Nullable Object> fields = PlatformFields.of(platform);
        fields.put("fits", platform.fits(page));
        if (!platform.fits(page)) {
            fields.put(
                    "note",
                    "The page is of this platform, but its URL has none of the known forms; check it before an export.");
        }
        return fields;
    }

    private static Map<String, @Nullable Object> unknown() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", null);
        fields.put("note", "No known platform has such pages. The service decides: an export may still work.");
        return fields;
    }
}
