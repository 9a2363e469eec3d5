package io.exportcomments.testkit.database;

import io.exportcomments.testkit.transport.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of the machine's own, in a folder and on a port of its own, for as long as a test class runs. */
public final class TemporaryPostgresServer {
    private static final long SLOWEST_SECONDS = 60;

    private final Path folder;
    private final int port;

    private TemporaryPostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Whether its programs are here, and may be run: it refuses to be run by root. */
    public static boolean isInstalled() {
        return !found("initdb").isEmpty()
                && !found("pg_ctl").isEmpty()
                && (!isRoot() || (!found("runuser").isEmpty() && new File("/var/lib/postgresql").isDirectory()));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<Path> found(String program) {
        List<Path> folders = new ArrayList<>();
        for (String each : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            folders.add(Path.of(each));
        }
        File[] versions = new File("/usr/lib/postgresql").listFiles();
        for (File version : versions == null ? new File[0] : versions) {
            folders.add(version.toPath().resolve("bin"));
        }
        return folders.stream()
                .map(each -> each.resolve(program))
                .filter(Files::isExecutable)
                .toList();
    }

    /**
     * Starts one.
     *
     * @param folder where its files are put
     */
    public static TemporaryPostgresServer start(Path folder) throws IOException, InterruptedException {
        TemporaryPostgresServer postgres = new TemporaryPostgresServer(folder, FreePort.find());
        if (isRoot()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        postgres.run("initdb", "-D", "data", "-U", "tester", "--auth=trust", "-N", "-E", "UTF8");
        postgres.run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", postgres.options(), "start");
        return postgres;
    }

    private String options() {
        return "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder + " -c fsync=off";
    }

    /** The address for JDBC of a database that is there, with its user. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=tester";
    }

    /** Ends it at once, as if it were killed, and starts it again on the same port with all that was committed. */
    public void restart() throws IOException, InterruptedException {
        run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "-l", "log", "-o", options(), "restart");
    }

    /** Ends it, and removes its files. */
    public void stop() throws IOException, InterruptedException {
        run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop");
        if (isRoot()) {
            run("rm", "-rf", "data", "log", "output");
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of(found("runuser").get(0).toString(), "-u", "postgres", "--"));
        }
        command.add(found(program).get(0).toString());
        Stream.of(arguments).map(this::inFolder).forEach(command::add);
        Path output = folder.resolve("output-" + program);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(SLOWEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(program + " failed:\n" + Files.readString(output));
        }
    }

    private String inFolder(String argument) {
        return argument.equals("data") || argument.equals("log") || argument.equals("output")
                ? folder.resolve(argument).toString()
                : argument;
    }
}
