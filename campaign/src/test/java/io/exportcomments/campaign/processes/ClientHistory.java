package io.exportcomments.campaign.processes;

import io.exportcomments.campaign.ToldOrder.Told;
import io.exportcomments.job.JobStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What the client told in all its lives. Safe for use by many threads. */
final class ClientHistory {
    private final Path file;
    private final IntConsumer hook;
    private int life;
    private final Map<String, List<Watched>> watches = new LinkedHashMap<>();
    private final Map<Integer, Creation> creations = new TreeMap<>();
    private final Map<Integer, String> commands = new TreeMap<>();
    private final Map<Integer, String> fetched = new TreeMap<>();
    private final Map<String, List<Integer>> handled = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private int updates;
    private boolean awake;
    private boolean closed;
    private boolean ended;

    /** Something that was told, when, and by which source; complete if the job came with its count of retries. */
    record Heard(long at, Told told, String source, boolean complete) {}

    /** A watch in one life of the client. */
    static final class Watched {
        final int life;
        final String name;
        final String guid;
        final String ear;
        final long begunAt;
        final List<Heard> heard = new ArrayList<>();
        final List<String> errors = new ArrayList<>();
        int completions;
        long leftAt;
        long lastAt;
        String awaited = "";
        long awaitedAt;

        Watched(int life, String name, String guid, String ear, long begunAt) {
            this.life = life;
            this.name = name;
            this.guid = guid;
            this.ear = ear;
            this.begunAt = begunAt;
        }

        /** Whether nothing more is to be heard, as the program knows. */
        boolean isSettled() {
            return completions > 0 || !errors.isEmpty() || leftAt > 0 || !awaited.isEmpty();
        }

        @Override
        public String toString() {
            return "watch " + name + " of " + guid + " in life " + life + " (" + ear + ")";
        }
    }

    /** A creation, in however many lives. */
    static final class Creation {
        long sentAt;

        @Nullable String guid;

        @Nullable String refused;
    }

    /** Hook hears of the port at which the client takes deliveries. */
    ClientHistory(Path file, IntConsumer hook) {
        this.file = file;
        this.hook = hook;
    }

    /** A new life begins. */
    synchronized void begin() {
        life++;
        awake = false;
    }

    synchronized void take(String line) {
        try {
            Files.write(
                    file,
                    (life + " " + line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            String[] words = line.split(" ", -1);
            if (words.length > 1) {
                take(Long.parseLong(words[0]), line, words);
            }
        } catch (RuntimeException e) {
            // The end of a line that the client was killed at.
            broken.add("not understood: " + line);
        }
    }

    private void take(long at, String line, String... words) {
        switch (words[1]) {
            case "life" -> awake = true;
            case "hook" -> hook.accept(Integer.parseInt(words[2]));
            case "watch" ->
                watches.computeIfAbsent(name(words), name -> new ArrayList<>())
                        .add(new Watched(life, name(words), words[4], words[5], at));
            case "told", "over", "error", "cancelled", "threw", "awaited" -> watched(at, line, words);
            case "sending" -> creation(words).sentAt = Long.parseLong(words[3]);
            case "created" -> creation(words).guid = words[3];
            case "refused" -> creation(words).refused = rest(line, 3);
            case "creating", "resuming" -> creation(words);
            case "command" -> commands.put(Integer.valueOf(words[2]), "");
            case "commanded" -> commands.put(Integer.valueOf(words[2]), rest(line, 3));
            case "fetching" -> fetched.put(Integer.valueOf(words[2]), "");
            case "file", "nofile" -> fetched.put(Integer.valueOf(words[2]), words[1]);
            case "handled" ->
                handled.computeIfAbsent(words[2], id -> new ArrayList<>()).add(life);
            case "broke" -> broken.add(line);
            case "left" -> left.add(line);
            case "closed" -> closed = true;
            case "ended" -> ended = true;
            default -> {}
        }
    }

    private static String name(String... words) {
        return words[2] + " " + words[3];
    }

    private static String rest(String line, int words) {
        String[] parts = line.split(" ", words + 1);
        return parts.length > words ? parts[words] : "";
    }

    private Creation creation(String... words) {
        return creations.computeIfAbsent(Integer.valueOf(words[2]), number -> new Creation());
    }

    private void watched(long at, String line, String... words) {
        List<Watched> lives = watches.get(name(words));
        Watched watch = lives.get(lives.size() - 1);
        watch.lastAt = at;
        switch (words[1]) {
            case "told" -> {
                updates++;
                watch.heard.add(new Heard(
                        at,
                        new Told(
                                Integer.parseInt(words[4]),
                                JobStatus.valueOf(words[5]),
                                Long.parseLong(words[6]),
                                words[7] + words[5] + words[4]),
                        words[8],
                        words[9].equals("true")));
            }
            case "over" -> watch.completions++;
            case "error" -> watch.errors.add(rest(line, 4));
            case "awaited" -> {
                watch.awaited = rest(line, 4);
                watch.awaitedAt = at;
            }
            default -> watch.leftAt = at;
        }
    }

    // What came of it

    /** Whether it has all that a program needs to begin. */
    synchronized boolean isAwake() {
        return awake;
    }

    synchronized int life() {
        return life;
    }

    synchronized int updates() {
        return updates;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Each watch by its name, with what was of it in each life; not to be changed meanwhile. */
    synchronized Map<String, List<Watched>> watches() {
        return new LinkedHashMap<>(watches);
    }

    synchronized Map<Integer, Creation> creations() {
        return new TreeMap<>(creations);
    }

    synchronized Map<String, List<Integer>> handled() {
        return new HashMap<>(handled);
    }

    synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    synchronized List<String> left() {
        return List.copyOf(left);
    }

    /** The jobs whose files are there, or were given up. */
    synchronized List<Integer> files(String how) {
        return fetched.entrySet().stream()
                .filter(file -> file.getValue().equals(how))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is still to come; empty once all is over. */
    synchronized List<String> open(RoundPlan plan) {
        List<String> open = new ArrayList<>();
        plan.jobs().forEach(job -> {
            Creation creation = creations.get(job.number());
            boolean created = job.origin() == io.exportcomments.campaign.Schedule.Origin.CREATED;
            if (created && (creation == null || (creation.guid == null && creation.refused == null))) {
                open.add("creation " + job.number());
            } else if (!created || creation.guid != null) {
                for (int i = 0; i < job.watches().size(); i++) {
                    List<Watched> lives = watches.get(job.number() + " " + i);
                    if (lives == null || lives.stream().noneMatch(Watched::isSettled)) {
                        open.add("watch " + job.number() + " " + i);
                    }
                }
            }
        });
        fetched.forEach((number, how) -> {
            if (how.isEmpty()) {
                open.add("file " + number);
            }
        });
        return open;
    }

    /** What the next life is to know. */
    synchronized List<String> memory() {
        List<String> memory = new ArrayList<>();
        watches.forEach((name, lives) -> {
            if (lives.stream().anyMatch(Watched::isSettled)) {
                memory.add("over " + name);
            }
        });
        creations.forEach((number, creation) -> {
            if (creation.sentAt > 0) {
                memory.add("sent " + number + " " + creation.sentAt);
            }
            if (creation.guid != null) {
                memory.add("guid " + number + " " + creation.guid);
            }
            if (creation.refused != null) {
                memory.add("refused " + number);
            }
        });
        commands.keySet().forEach(number -> memory.add("commanded " + number));
        files("file").forEach(number -> memory.add("file " + number));
        // What was on its way is fetched again when its end is heard again; so it is nothing to wait for.
        fetched.values().removeIf(String::isEmpty);
        return memory;
    }
}
