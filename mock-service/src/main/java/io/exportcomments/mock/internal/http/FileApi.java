package io.exportcomments.mock.internal.http;

import io.exportcomments.mock.internal.jobs.ApiError;
import io.exportcomments.mock.internal.jobs.JobEngine;
import io.exportcomments.mock.internal.results.FileFormat;
import io.exportcomments.mock.internal.results.FileNames;
import io.exportcomments.mock.internal.results.ResultFile;
import io.exportcomments.mock.internal.results.ResultRequest;
import io.exportcomments.mock.job.MockJob;
import io.exportcomments.mock.request.MockRequest.TokenState;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of finished jobs, whole or in part. */
final class FileApi {

    private record Wanted(MockJob job, String name, FileFormat format) {}

    private static final Pattern JSON =
            Pattern.compile("[0-9a-f]{8}-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.json");
    private static final Pattern XLSX = Pattern.compile("[A-Za-z0-9_-]+_([0-9a-f]{12})\\.xlsx");

    private final JobEngine jobs;
    private final ResultStore store;

    FileApi(JobEngine jobs, ResultStore store) {
        this.jobs = jobs;
        this.store = store;
    }

    /** The other origin asks for no token, like a file store whose links carry their own right. */
    Future<Answer> answer(ApiRequest call) {
        boolean api = call.request().path().startsWith("/api/");
        if (!call.request().otherOrigin() || call.request().token() != TokenState.ABSENT) {
            RestApi.checkToken(call);
            if (api) {
                jobs.countRequest();
            } else {
                jobs.checkToken();
            }
        }
        Wanted wanted = find(call.route());
        if (!jobs.filesFound(wanted.job)) {
            throw noFile();
        }
        return store.file(request(wanted.job), wanted.format)
                .map(file -> answer(call, wanted, file))
                .recover(failure -> failure instanceof ApiError unwritable
                        ? Future.succeededFuture(Answer.error(unwritable, false, false))
                        : Future.failedFuture(failure));
    }

    private ResultRequest request(MockJob job) {
        return new ResultRequest(
                job.guid(),
                job.attempt(),
                job.url(),
                job.platform(),
                Boolean.TRUE.equals(job.options().get("replies")),
                job.rows(),
                job.createdAt(),
                jobs.scriptOf(job.guid()).traits().comments());
    }

    private Wanted find(Route route) {
        String file = route.name();
        if (file == null) {
            MockJob job = jobs.get(RestApi.guid(route));
            return new Wanted(job, names(job).xlsx(), FileFormat.XLSX);
        }
        Matcher json = JSON.matcher(file);
        if (json.matches()) {
            Optional<MockJob> job = jobs.find(UUID.fromString(json.group(1)));
            return wanted(job.filter(j -> names(j).json().equals(file)), file, FileFormat.JSON);
        }
        Matcher xlsx = XLSX.matcher(file);
        Optional<MockJob> job = !xlsx.matches()
                ? Optional.empty()
                : jobs.all().stream()
                        .filter(j -> j.guid().toString().replace("-", "").startsWith(xlsx.group(1)))
                        .filter(j -> names(j).xlsx().equals(file))
                        .findFirst();
        return wanted(job, file, FileFormat.XLSX);
    }

    private static Wanted wanted(Optional<MockJob> job, String name, FileFormat format) {
        return new Wanted(job.orElseThrow(FileApi::noFile), name, format);
    }

    private static FileNames names(MockJob job) {
        return FileNames.of(job.guid(), job.url(), job.platform());
    }

    private static ApiError noFile() {
        return ApiError.of(404, null, "There is no such file.");
    }

    private static Answer answer(ApiRequest call, Wanted wanted, ResultFile file) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", wanted.format.mediaType());
        headers.put("ETag", file.etag());
        headers.put("Accept-Ranges", "bytes");
        headers.put("Content-Disposition", "attachment; filename=\"%s\"".formatted(wanted.name));
        ByteRange range = range(call, file);
        if (range == null) {
            return Answer.file(200, headers, new Answer.Slice(file.path(), 0, file.length()));
        }
        if (range.equals(ByteRange.UNSATISFIABLE)) {
            return Answer.error(ApiError.of(416, null, "The range is outside the file."), false, false)
                    .header("Content-Range", "bytes */" + file.length())
                    .header("ETag", file.etag());
        }
        headers.put(
                "Content-Range", String.format(Locale.ROOT, "bytes %d-%d/%d", range.from(), range.to(), file.length()));
        return Answer.file(206, headers, new Answer.Slice(file.path(), range.from(), range.length()));
    }

    private static @Nullable ByteRange range(ApiRequest call, ResultFile file) {
        String condition = call.headers().get("If-Range");
        boolean fresh = condition == null || condition.equals(file.etag());
        return fresh && !call.head() ? ByteRange.of(call.headers().get("Range"), file.length()) : null;
    }
}
