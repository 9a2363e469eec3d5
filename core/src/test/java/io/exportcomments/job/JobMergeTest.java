package io.exportcomments.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** What is left of two answers about one job. */
class JobMergeTest {
    private static final JobGuid GUID = JobGuid.of("6c1b6f1a-8f1c-4d43-9a29-5c6c4e1f2a10");

    /** A field of a job: how a number's worth of it is set, and read. */
    private record Field(String name, BiConsumer<Job.Builder, Integer> set, Function<Job, Object> get) {}

    private static final List<Field> FIELDS = List.of(
            new Field("id", (job, n) -> job.id((long) n), Job::id),
            new Field("url", (job, n) -> job.url("https://vimeo.com/" + n), Job::url),
            new Field("options", (job, n) -> job.options(options(n)), Job::options),
            new Field("locked", (job, n) -> job.locked(n > 1), Job::locked),
            new Field("jsonUrl", (job, n) -> job.jsonUrl(link(n)), Job::jsonUrl),
            new Field("downloadLink", (job, n) -> job.downloadLink(link(n)), Job::downloadLink),
            new Field("rawFile", (job, n) -> job.rawFile("r" + n), Job::rawFile),
            new Field("fileName", (job, n) -> job.fileName("f" + n), Job::fileName),
            new Field("total", (job, n) -> job.total((long) n), Job::total),
            new Field("totalExported", (job, n) -> job.totalExported((long) n), Job::totalExported),
            new Field("retry", (job, n) -> job.retry(n), Job::retry),
            new Field("error", (job, n) -> job.error("e" + n), Job::error),
            new Field("resultNote", (job, n) -> job.resultNote("n" + n), Job::resultNote),
            new Field("replies", (job, n) -> job.replies(n > 1), Job::replies),
            new Field("repliesCount", (job, n) -> job.repliesCount((long) n), Job::repliesCount),
            new Field("timezone", (job, n) -> job.timezone("z" + n), Job::timezone),
            new Field("platform", (job, n) -> job.platform("p" + n), Job::platform),
            new Field("exportType", (job, n) -> job.exportType("t" + n), Job::exportType),
            new Field("plan", (job, n) -> job.plan("p" + n), Job::plan),
            new Field("createdAt", (job, n) -> job.createdAt(Instant.ofEpochSecond(n)), Job::createdAt),
            new Field("updatedAt", (job, n) -> job.updatedAt(Instant.ofEpochSecond(n)), Job::updatedAt),
            new Field("exportedAt", (job, n) -> job.exportedAt(Instant.ofEpochSecond(n)), Job::exportedAt),
            new Field("deleteAfter", (job, n) -> job.deleteAfter(Instant.ofEpochSecond(n)), Job::deleteAfter),
            new Field("statusUrl", (job, n) -> job.statusUrl(link(n)), Job::statusUrl),
            new Field("previewUrl", (job, n) -> job.previewUrl(link(n)), Job::previewUrl));

    private static ExportOptions options(int n) {
        return ExportOptions.builder().limit(n).build();
    }

    private static URI link(int n) {
        return URI.create("https://example.com/" + n);
    }

    @Property
    void isTheNewersFieldsAndTheOldersWhereTheNewerSaysNothing(
            @ForAll("pairs") Tuple2<Map<Integer, Integer>, Map<Integer, Integer>> pair) {
        Job older = job(JobStatus.PROGRESS, pair.get1());
        Job newer = job(JobStatus.PROGRESS, pair.get2());
        Job merged = older.mergedWith(newer);
        assertThat(merged.status()).isEqualTo(newer.status());
        for (Field field : FIELDS) {
            Object expected = isEmpty(field.get.apply(newer)) ? field.get.apply(older) : field.get.apply(newer);
            assertThat(field.get.apply(merged)).as(field.name).isEqualTo(expected);
        }
    }

    /** The fields of two jobs by their numbers: often the newer has all of the older, or all but one. */
    @Provide
    Arbitrary<Tuple2<Map<Integer, Integer>, Map<Integer, Integer>>> pairs() {
        Arbitrary<Map<Integer, Integer>> some = Arbitraries.maps(
                Arbitraries.integers().between(0, FIELDS.size() - 1),
                Arbitraries.integers().between(1, 3));
        return some.flatMap(older -> Arbitraries.frequencyOf(
                        Tuple.of(1, some), Tuple.of(2, covering(older, Set.of())), Tuple.of(2, missingOne(older)))
                .map(newer -> Tuple.of(older, newer)));
    }

    private static Arbitrary<Map<Integer, Integer>> missingOne(Map<Integer, Integer> older) {
        return older.isEmpty()
                ? covering(older, Set.of())
                : Arbitraries.of(new ArrayList<>(older.keySet())).flatMap(field -> covering(older, Set.of(field)));
    }

    private static Arbitrary<Map<Integer, Integer>> covering(Map<Integer, Integer> older, Set<Integer> without) {
        return Arbitraries.integers().between(1, 3).map(value -> {
            Map<Integer, Integer> newer = new LinkedHashMap<>();
            older.keySet().stream().filter(field -> !without.contains(field)).forEach(field -> newer.put(field, value));
            return newer;
        });
    }

    @Example
    void eachFieldIsReadWhereItWasSetAndNowhereElse() {
        for (int set = 0; set < FIELDS.size(); set++) {
            Job one = job(JobStatus.PROGRESS, Map.of(set, 1));
            Job two = job(JobStatus.PROGRESS, Map.of(set, 2));
            for (int read = 0; read < FIELDS.size(); read++) {
                Field field = FIELDS.get(read);
                String which = FIELDS.get(set).name + " set, " + field.name + " read";
                assertThat(isEmpty(field.get.apply(one))).as(which).isEqualTo(read != set);
                assertThat(field.get.apply(one).equals(field.get.apply(two)))
                        .as(which)
                        .isEqualTo(read != set);
            }
        }
    }

    @Property
    void keepsTheFieldsThatThisVersionDoesNotKnow(@ForAll boolean onlyTheOlders, @ForAll boolean inBoth) {
        Job.Builder older = Job.builder(GUID, JobStatus.PROGRESS);
        Job.Builder newer = Job.builder(GUID, JobStatus.PROGRESS);
        if (onlyTheOlders) {
            older.unknownField("a", 1);
        }
        if (inBoth) {
            older.unknownField("b", 1);
            newer.unknownField("b", 2);
        }
        assertThat(older.build().mergedWith(newer.build()).unknownFields())
                .isEqualTo(Stream.of(onlyTheOlders ? Map.of("a", 1) : Map.of(), inBoth ? Map.of("b", 2) : Map.of())
                        .flatMap(each -> each.entrySet().stream())
                        .collect(
                                LinkedHashMap::new,
                                (all, each) -> all.put(each.getKey(), each.getValue()),
                                LinkedHashMap::putAll));
    }

    private static Job job(JobStatus status, Map<Integer, Integer> values) {
        Job.Builder job = Job.builder(GUID, status);
        values.forEach((field, value) -> FIELDS.get(field).set.accept(job, value));
        return job.build();
    }

    private static boolean isEmpty(Object value) {
        return value instanceof Optional<?> optional
                ? optional.isEmpty()
                : value instanceof OptionalLong number ? number.isEmpty() : ((OptionalInt) value).isEmpty();
    }
}
