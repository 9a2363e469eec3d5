package io.exportcomments.examples.bulk;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of the example's own, in a folder, from the programs that are installed on this machine. */
final class OwnPostgres {
    private final Path data;
    private final int port;

    /** In a folder that is there; nothing is made yet. */
    OwnPostgres(Path folder, int port) {
        this.data = folder.resolve("postgresql");
        this.port = port;
    }

    static boolean isInstalled() {
        return program("initdb") != null && program("postgres") != null && (!isRoot() || program("setpriv") != null);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static @Nullable Path program(String name) {
        File[] versions = new File("/usr/lib/postgresql").listFiles();
        Stream<Path> debian = Stream.of(versions == null ? new File[0] : versions)
                .map(version -> version.toPath().resolve("bin"));
        Stream<Path> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(debian, path)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** PostgreSQL refuses to be run by root: then it is run by its own user. */
    private static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        }
        command.add(String.valueOf(program(program)));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Makes its files. */
    void create() throws IOException, InterruptedException {
        Files.createDirectory(data);
        if (isRoot()) {
            run(List.of("chown", "postgres", data.toString()));
            run(List.of("chmod", "a+x", data.resolveSibling(".").toString()));
        }
        run(command("initdb", "-D", data.toString(), "-U", "example", "--auth=trust", "-E", "UTF8"));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }

    /** What runs it, as long as it lives. */
    List<String> server() {
        return command(
                "postgres",
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=");
    }

    /** Its address, with a bound for each wait. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=example&socketTimeout=20&tcpKeepAlive=true"
                + "&options=-c%20lock_timeout=10s%20-c%20idle_in_transaction_session_timeout=20s";
    }
}
