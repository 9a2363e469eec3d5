package io.exportcomments.mcp.internal.tool;

import io.exportcomments.ExportComments;
import io.exportcomments.job.DownloadOptions;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.ResultFormat;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes a result to a file, in a folder that the user allowed. */
public final class DownloadTool implements JobTool {
    private static final List<String> FORMATS =
            Stream.of(ResultFormat.values()).map(ResultFormat::extension).toList();

    private final ExportComments client;
    private final JobWait wait;
    private final AllowedFolders folders;
    private final ArgumentSchema schema = new ArgumentSchema()
            .guid()
            .choice("format", "The kind of file; default json.", FORMATS)
            .text("file", "The file's name or path in a folder that the user allowed; default the job's guid.");

    /** The tool of this client, for these folders. */
    public DownloadTool(ExportComments client, JobWait wait, AllowedFolders folders) {
        this.client = client;
        this.wait = wait;
        this.folders = folders;
    }

    @Override
    public ArgumentSchema arguments() {
        return schema;
    }

    @Override
    public Tool description() {
        return ToolText.writing(
                "download_result",
                "Download a result",
                "Writes the whole result of a finished job to a new file of the user's machine, in one of the folders"
                        + " that the user allowed: " + folders.text() + ". Replaces nothing; costs no export.",
                schema);
    }

    @Override
    public Mono<Map<String, @Nullable Object>> call(ToolArguments arguments, CallProgress progress) {
        JobGuid guid = arguments.guid();
        ResultFormat format = format(arguments.text("format").orElse(ResultFormat.JSON.extension()));
        Path target = folders.newFile(arguments.text("file").orElse(guid + "." + format.extension()));
        return wait.read(guid).flatMap(job -> download(job, format, target, progress));
    }

    private static ResultFormat format(String name) {
        return Stream.of(ResultFormat.values())
                .filter(format -> format.extension().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new ArgumentException("'format' must be one of " + String.join(", ", FORMATS) + "."));
    }

    private Mono<Map<String, @Nullable Object>> download(
            Job job, ResultFormat format, Path target, CallProgress progress) {
        DownloadOptions options = DownloadOptions.DEFAULT
                .keepExisting()
                .withListener((bytes, total) -> progress.at(bytes, total.orElse(0), bytes + " bytes"));
        return Mono.fromFuture(() -> client.async().download(job, format, target, options))
                .map(DownloadTool::written);
    }

    private static Map<String, @Nullable Object> written(Path file) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        try {
            fields.put("bytes", Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }
}
