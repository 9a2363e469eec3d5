package io.exportcomments.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs read by Jackson's tokens, written by hand. */
final class JacksonStreamJobs {
    private final JsonFactory json = new JsonFactory();

    PlainJob job(byte[] bytes) throws IOException {
        try (JsonParser parser = json.createParser(bytes)) {
            parser.nextToken();
            return job(parser);
        }
    }

    List<PlainJob> page(byte[] bytes) throws IOException {
        List<PlainJob> jobs = new ArrayList<>();
        try (JsonParser parser = json.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                jobs.add(job(parser));
            }
        }
        return jobs;
    }

    private static PlainJob job(JsonParser parser) throws IOException {
        PlainJob job = new PlainJob();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                field(parser, job, name);
            }
        }
        return job;
    }

    private static void field(JsonParser parser, PlainJob job, String name) throws IOException {
        switch (name) {
            case "id" -> job.id = parser.getLongValue();
            case "guid" -> job.guid = parser.getText();
            case "status" -> job.status = parser.getText();
            case "url" -> job.url = parser.getText();
            case "options" -> job.options = options(parser);
            case "locked" -> job.locked = parser.getBooleanValue();
            case "json_url" -> job.jsonUrl = parser.getText();
            case "download_link" -> job.downloadLink = parser.getText();
            case "rawFile" -> job.rawFile = parser.getText();
            case "file_name" -> job.fileName = parser.getText();
            case "total" -> job.total = parser.getLongValue();
            case "total_exported" -> job.totalExported = parser.getLongValue();
            case "retry" -> job.retry = parser.getIntValue();
            case "error" -> job.error = parser.getText();
            case "replies" -> job.replies = parser.getBooleanValue();
            case "replies_count" -> job.repliesCount = parser.getLongValue();
            case "timezone" -> job.timezone = parser.getText();
            case "platform" -> job.platform = parser.getText();
            case "export_type" -> job.exportType = parser.getText();
            case "plan" -> job.plan = parser.getText();
            case "created_at" -> job.createdAt = parser.getText();
            case "updated_at" -> job.updatedAt = parser.getText();
            case "exported_at" -> job.exportedAt = parser.getText();
            default -> parser.skipChildren();
        }
    }

    private static Map<String, Object> options(JsonParser parser) throws IOException {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            switch (parser.nextToken()) {
                case VALUE_TRUE, VALUE_FALSE -> options.put(name, parser.getBooleanValue());
                case VALUE_NUMBER_INT -> options.put(name, parser.getLongValue());
                default -> options.put(name, parser.getText());
            }
        }
        return options;
    }
}
