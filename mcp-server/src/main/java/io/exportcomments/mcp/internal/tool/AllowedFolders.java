package io.exportcomments.mcp.internal.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The folders into which the user lets an assistant write. Immutable. */
public final class AllowedFolders {
    private final List<Path> folders;

    /** These folders, with no link in their paths. */
    public AllowedFolders(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    boolean isEmpty() {
        return folders.isEmpty();
    }

    /** For people: where files may be written. */
    String text() {
        return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /**
     * Where a new file goes.
     *
     * @param name a path within the first folder, or an absolute one within any
     * @throws ArgumentException if it leads out of the folders, also by a link, or there is a file already
     */
    Path newFile(String name) {
        Path target = resolved(name);
        if (folders.stream().noneMatch(folder -> target.startsWith(folder) && !target.equals(folder))) {
            throw new ArgumentException("'" + name + "' is not in a folder that the user allowed: " + text() + ".");
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new ArgumentException("'" + name + "' exists already. Choose another name; nothing is replaced.");
        }
        return target;
    }

    private Path resolved(String name) {
        try {
            Path asked = folders.get(0).resolve(Path.of(name)).normalize();
            Path folder = asked.getParent();
            Path last = asked.getFileName();
            if (folder == null || last == null) {
                throw new ArgumentException("'" + name + "' is not the name of a file.");
            }
            return folder.toRealPath().resolve(last);
        } catch (InvalidPathException e) {
            throw new ArgumentException("The argument 'file' is not the name of a file.");
        } catch (IOException e) {
            throw new ArgumentException("The folder of '" + name + "' does not exist. Files go to: " + text() + ".");
        }
    }
}
