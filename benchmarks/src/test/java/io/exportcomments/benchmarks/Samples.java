package io.exportcomments.benchmarks;

import java.nio.charset.StandardCharsets;

/** What the service sends, as the fixtures of the codec have it. */
final class Samples {
    static final String GUID = "b4219d47-3138-4efd-9762-2ef9f9495084";

    private Samples() {}

    /** A job with all its fields. */
    static String job(String guid) {
        return """
                {"id":4711,"guid":"%s","status":"done","url":"https://www.youtube.com/watch?v=dQw4w9WgXcQ",\
                "options":{"replies":true,"limit":500},"locked":false,\
                "json_url":"https://exportcomments.com/exports/youtube_dQw4w9WgXcQ_f5f93319.json",\
                "download_link":"https://exportcomments.com/exports/youtube_dQw4w9WgXcQ_f5f93319.xlsx",\
                "rawFile":"youtube_dQw4w9WgXcQ_f5f93319.json","file_name":"youtube_dQw4w9WgXcQ_f5f93319.xlsx","total":652,\
                "total_exported":652,"retry":0,"error":null,"replies":true,"replies_count":120,"timezone":"UTC",\
                "platform":"youtube","export_type":"comments","plan":"business","created_at":"2026-11-01T10:00:00+00:00",\
                "updated_at":"2026-11-01T10:01:00+00:00","exported_at":"2026-11-01T10:01:00+00:00"}""".formatted(guid);
    }

    static byte[] page(int jobs) {
        return utf8("[" + (job(GUID) + ",").repeat(jobs - 1) + job(GUID) + "]");
    }

    /** A row of a result: a comment. */
    static String row(int number) {
        return """
                {"id":"UgyB5t%07dQ8xkJ4AaABAg","name":"@commenter%d","username":"commenter%d",\
                "profile_id":"UCuAXFkgsw1L7xaCfnd5JJOw","date":"2026-10-%02dT10:00:%02d+00:00","likes":%d,\
                "comment":"This is what somebody says under a video, number %d, with a little \\"quote\\" in it and an end.",\
                "url":"https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgyB5t%07dQ8xkJ4AaABAg","verified":false,\
                "reply_count":%d,"is_pinned":false,"country":null,\
                "profile_picture":"https://yt3.ggpht.com/ytc/AIdro_k%07d=s176-c-k-c0x00ffffff-no-rj","replies":[]}""".formatted(
                        number,
                        number,
                        number,
                        1 + number % 28,
                        number % 60,
                        number % 1_000,
                        number,
                        number,
                        number % 7,
                        number);
    }

    static byte[] rows(int rows) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < rows; i++) {
            json.append(i == 0 ? "" : ",").append(row(i));
        }
        return utf8(json.append("]").toString());
    }

    /** A publication of progress in the account's channel, as a frame of the realtime server. */
    static String progress(String guid, long exported, long offset) {
        return """
                {"push":{"channel":"exports:acc","pub":{"data":%s,"offset":%d}}}""".formatted(progress(guid, exported), offset);
    }

    /** What such a publication says. */
    static String progress(String guid, long exported) {
        return """
                {"version":"v3-beta","event":"job.progress","guid":"%s",\
                "status":"progress","url":null,"details":{"guid":"%s","status":"progress",\
                "url":"https://www.youtube.com/watch?v=dQw4w9WgXcQ","totalExported":%d,"total":1000000},"current":%d,\
                "total":1000000}""".formatted(guid, guid, exported, exported);
    }

    /** A delivery of a finished export. */
    static byte[] delivery(long number) {
        return utf8("""
                {"url":"https://www.instagram.com/mypage","guid":"%s","replies":false,"file_name":"ig-posts_mypage.xlsx",\
                "total":11,"total_exported":11,"retry":2,"error":null,"options":{"tweets":true,"limit":11},\
                "created_at":"2026-01-15T10:25:00Z","exported_at":"2026-01-15T10:40:00Z","plan":"business",\
                "platform":"instagram","export_type":"posts","download_url":"https://exportcomments.com/exports/ig.xlsx",\
                "json_url":"https://exportcomments.com/exports/b4219d47.json","message_id":"msg-%d",\
                "event":"export.finished","status":"done"}""".formatted(GUID, number));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
