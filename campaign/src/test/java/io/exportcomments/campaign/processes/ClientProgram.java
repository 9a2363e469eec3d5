package io.exportcomments.campaign.processes;

import io.exportcomments.ExportComments;
import io.exportcomments.ExportCommentsBuilder;
import io.exportcomments.campaign.Schedule.Command;
import io.exportcomments.campaign.Schedule.Origin;
import io.exportcomments.campaign.Schedule.PlannedCommand;
import io.exportcomments.campaign.Schedule.PlannedJob;
import io.exportcomments.campaign.Schedule.PlannedWatch;
import io.exportcomments.campaign.Schedule.Sources;
import io.exportcomments.event.ClientEvent;
import io.exportcomments.job.Job;
import io.exportcomments.job.JobGuid;
import io.exportcomments.job.JobStatus;
import io.exportcomments.job.Plan;
import io.exportcomments.mock.MockService;
import io.exportcomments.policy.resilience4j.Policies;
import io.exportcomments.transport.retrofit.RetrofitTransport;
import io.exportcomments.transport.vertx.VertxTransport;
import io.exportcomments.update.polling.PollingUpdates;
import io.exportcomments.update.webhook.WebhookUpdates;
import io.exportcomments.update.websocket.WebSocketUpdates;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The program of a user as a process of its own: it may be killed, and takes up then what it was at. */
final class ClientProgram {
    private final RoundPlan plan;
    private final Path folder;
    private final long begunAt;
    private final ClientMemory memory;
    private final ScheduledExecutorService later;
    private final ProgramLog log;
    private final @Nullable HookServer hook;
    private final ExportComments client;
    private final Downloads downloads;

    /**
     * The folder, jobs, the trouble's length, the seed, which life this is, the round's beginning, the service's
     * address.
     */
    private ClientProgram(String[] args, ScheduledExecutorService later) throws IOException {
        this.later = later;
        folder = Path.of(args[0]);
        plan = RoundPlan.of(
                Long.parseLong(args[3]), Integer.parseInt(args[1]), Duration.ofMillis(Long.parseLong(args[2])));
        begunAt = Long.parseLong(args[5]);
        memory = ClientMemory.read(folder.resolve("memory"));
        log = ProgramLog.in(folder.resolve("client-" + args[4] + ".log"));
        hook = plan.sources().has(Sources.WEBHOOK)
                ? new HookServer(plan.store(), folder.resolve("disk"), log::add)
                : null;
        client = client(URI.create(args[6]), MockService.DEFAULT_TOKEN);
        downloads = new Downloads(client, Files.createDirectories(folder.resolve("disk/files")), later);
    }

    private static final String OWN = "io/exportcomments/campaign/processes";

    public static void main(String[] args)
            throws IOException, InterruptedException, ClassNotFoundException, SQLException {
        warmUp();
        Out.line("life", ProcessHandle.current().pid());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Leftovers leftovers = new Leftovers();
        ScheduledExecutorService later = Executors.newScheduledThreadPool(2, task -> new Thread(task, "program"));
        ClientProgram program = new ClientProgram(args, later);
        program.begin();
        String line = input.readLine();
        while (line != null && !line.equals("finish")) {
            line = input.readLine();
        }
        program.end(leftovers);
        System.exit(0);
    }

    /**
     * All jars are open before descriptors get scarce, and so is what the JVM keeps for closing sockets; classes that
     * lie in folders, as they do in no program that is installed, are there, and the native part of SQLite is.
     */
    private static void warmUp() throws IOException, ClassNotFoundException, SQLException {
        ClassLoader classes = ClientProgram.class.getClassLoader();
        classes.getResource("nowhere");
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path folder = Path.of(place);
            if (Files.isDirectory(folder) && !place.contains("test-classes") && !place.contains("testkit")) {
                load(folder, "", classes);
            } else if (Files.isDirectory(folder.resolve(OWN))) {
                load(folder, OWN, classes);
            }
        }
        DriverManager.getConnection("jdbc:sqlite::memory:").close();
        SocketChannel.open().close();
        new Socket().close();
    }

    private static void load(Path folder, String part, ClassLoader classes) throws IOException, ClassNotFoundException {
        try (Stream<Path> all = Files.walk(folder.resolve(part))) {
            for (Path file :
                    all.filter(one -> one.toString().endsWith(".class")).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.contains("-info")) {
                    Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), false, classes);
                }
            }
        }
    }

    private ExportComments client(URI service, String token) {
        ExportCommentsBuilder builder = ExportComments.builder()
                .baseUrl(service)
                .token(token)
                .transport(plan.vertx() ? VertxTransport.create() : RetrofitTransport.create())
                .plan(Plan.BUSINESS)
                .listener(this::heard);
        if (plan.policies()) {
            Policies policies =
                    Policies.builder(Plan.BUSINESS).listener(this::heard).build();
            builder.interceptor(policies).listener(policies.listener());
        }
        if (plan.sources().has(Sources.WEBSOCKET)) {
            builder.updates(WebSocketUpdates.create());
        }
        HookServer mine = hook;
        if (mine != null) {
            builder.updates(WebhookUpdates.from(mine.receiver()));
        }
        if (plan.sources().has(Sources.POLLING)) {
            builder.updates(PollingUpdates.create());
        }
        return built(builder);
    }

    /** Where there is no descriptor for it yet, a program tries again. */
    private ExportComments built(ExportCommentsBuilder builder) {
        while (true) {
            try {
                return builder.build();
            } catch (IllegalStateException e) {
                log.add("not started yet: " + e);
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
        }
    }

    private void heard(ClientEvent event) {
        log.add(event.toString());
    }

    private void begin() {
        HookServer mine = hook;
        if (mine != null) {
            Out.line("hook", mine.port());
        }
        for (PlannedJob job : plan.jobs()) {
            if (job.origin() == Origin.FOUND) {
                known(job, JobGuid.of(plan.guid(job.number()).toString()));
            } else {
                at(job.at(), () -> create(job));
            }
        }
    }

    private void at(Duration time, Runnable task) {
        long due = begunAt + time.toMillis() - System.currentTimeMillis();
        later.schedule(() -> safely(task), Math.max(0, due), TimeUnit.MILLISECONDS);
    }

    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Out.line("broke", Out.of(e), e.getStackTrace()[0]);
        }
    }

    private void create(PlannedJob job) {
        new ProgramCreation(client, plan, memory).begin(job.number(), guid -> known(job, guid));
    }

    private void known(PlannedJob job, JobGuid guid) {
        int number = 0;
        for (PlannedWatch watch : job.watches()) {
            String name = job.number() + " " + number++;
            if (!memory.isOver(name)) {
                ProgramListener listener = new ProgramListener(client, later, watch, guid, name, this::ended);
                at(job.at().plus(watch.after()), listener::begin);
            }
        }
        for (PlannedCommand command : job.commands()) {
            boolean mine = command.command() == Command.STOP || command.command() == Command.RETRY;
            if (mine && !memory.wasCommanded(job.number())) {
                at(command.at(), () -> command(job.number(), guid, command.command()));
            }
        }
    }

    private void command(int number, JobGuid guid, Command command) {
        Out.line("command", number, command);
        CompletableFuture<Job> answer = command == Command.STOP
                ? client.async().stop(guid)
                : client.async().retry(guid);
        answer.whenComplete(
                (job, error) -> Out.line("commanded", number, error == null ? job.status() : Out.of(error)));
    }

    private void ended(JobGuid guid, JobStatus status) {
        int number = memory.number(guid, plan);
        if (status == JobStatus.DONE && plan.isDownloaded(number) && !memory.hasFile(number)) {
            downloads.fetch(number, guid);
        }
    }

    private void end(Leftovers leftovers) throws IOException, InterruptedException {
        Out.line("closing");
        client.close();
        HookServer mine = hook;
        if (mine != null) {
            mine.close();
        }
        later.shutdownNow();
        Out.line("closed");
        log.close();
        for (String left : leftovers.now()) {
            Out.line("left", left);
        }
        Out.line("ended");
    }
}
