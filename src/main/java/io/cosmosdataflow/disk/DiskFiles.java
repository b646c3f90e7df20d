package io.cosmosdataflow.disk;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;

/**
 * Hadoop's file system of this machine, which asks the operating system itself. Where Hadoop has not its native
 * library, and nearly nobody has it, the original starts a {@code chmod} for each file and folder that it makes, and an
 * {@code ls} for each whose permissions are asked for, as by a listing.
 *
 * <p>What it does is what these programs do: a folder keeps the bits that hand on its owner and group, as GNU chmod
 * leaves them (Numeric Modes, https://www.gnu.org/software/coreutils/manual/html_node/Directory-Setuid-and-Setgid.html).
 * On a system without permissions in the way of Unix it is the original.
 */
public final class DiskFiles extends RawLocalFileSystem {

    private static final boolean UNIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private static final String ASKED = "unix:size,isDirectory,lastModifiedTime,lastAccessTime,mode,uid,gid";

    /** Read, write and execute, and the sticky bit: what Hadoop knows. */
    private static final int PERMISSIONS = 0x3FF;

    /** Set the user's id, set the group's id. */
    private static final int HANDED_ON = 0xC00;

    private static final Map<Object, String> OWNERS = new ConcurrentHashMap<>();
    private static final Map<Object, String> GROUPS = new ConcurrentHashMap<>();

    /** What stands for Hadoop's own file system of this machine, without its checksum files; any other as it is. */
    public static FileSystem of(FileSystem files) throws IOException {
        FileSystem raw = files instanceof LocalFileSystem checked ? checked.getRaw() : files;
        if (raw.getClass() != RawLocalFileSystem.class) {
            return raw;
        }
        DiskFiles same = new DiskFiles();
        same.initialize(raw.getUri(), raw.getConf());
        return same;
    }

    /** Has this file system opened for {@code file:} by those settings. */
    public static void choose(Configuration settings) {
        settings.set("fs.file.impl", DiskFiles.class.getName());
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        if (!UNIX) {
            return super.getFileStatus(path);
        }
        File file = pathToFile(path);
        try {
            Map<String, Object> found = Files.readAttributes(file.toPath(), ASKED);
            boolean folder = (Boolean) found.get("isDirectory");
            return new FileStatus(
                    (Long) found.get("size"),
                    folder,
                    1,
                    getDefaultBlockSize(path),
                    ((FileTime) found.get("lastModifiedTime")).toMillis(),
                    ((FileTime) found.get("lastAccessTime")).toMillis(),
                    new FsPermission((short) ((Integer) found.get("mode") & PERMISSIONS)),
                    named(OWNERS, found.get("uid"), file, "unix:owner"),
                    named(GROUPS, found.get("gid"), file, "unix:group"),
                    new Path(file.getPath()).makeQualified(getUri(), getWorkingDirectory()));
        } catch (FileSystemException | InvalidPathException e) {
            throw explained(path, file, e);
        }
    }

    /** Of a file the original has a status that starts a process when it is asked for permissions. */
    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        if (!UNIX) {
            return super.listStatus(path);
        }
        FileStatus status = getFileStatus(path);
        return status.isDirectory() ? super.listStatus(path) : new FileStatus[] {status};
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        if (!UNIX) {
            super.setPermission(path, permission);
            return;
        }
        File file = pathToFile(path);
        try {
            int kept = file.isDirectory() ? (Integer) Files.getAttribute(file.toPath(), "unix:mode") & HANDED_ON : 0;
            Files.setAttribute(file.toPath(), "unix:mode", permission.toShort() & PERMISSIONS | kept);
        } catch (FileSystemException | InvalidPathException e) {
            throw explained(path, file, e);
        }
    }

    /** The original only says that it could not: not that the disk is full, or read-only. */
    @Override
    protected boolean mkOneDirWithMode(Path path, File folder, FsPermission permission) throws IOException {
        if (!UNIX) {
            return super.mkOneDirWithMode(path, folder, permission);
        }
        try {
            Files.createDirectory(folder.toPath());
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return false;
        } catch (AccessDeniedException | InvalidPathException e) {
            throw explained(path, folder, e);
        } catch (FileSystemException e) {
            throw new IOException("Folder " + path + " cannot be made: " + e.getReason(), e);
        }
        FsPermission asked = permission == null ? FsPermission.getDirDefault() : permission;
        setPermission(path, asked.applyUMask(FsPermission.getUMask(getConf())));
        return true;
    }

    private static String named(Map<Object, String> names, Object id, File file, String attribute) throws IOException {
        String known = names.get(id);
        if (known == null) {
            known = Files.getAttribute(file.toPath(), attribute).toString();
            names.put(id, known);
        }
        return known;
    }

    /** Java's own message is often the path alone. */
    private static IOException explained(Path path, File file, Exception failure) {
        if (failure instanceof InvalidPathException) {
            return new IOException(
                    "The name of " + path
                            + " has characters that the system's character set does not have; set LC_ALL to"
                            + " C.UTF-8",
                    failure);
        }
        IOException explained;
        if (failure instanceof AccessDeniedException) {
            explained = new AccessControlException("Permission denied: " + path);
        } else if (file.exists()) {
            explained = new IOException("File " + path + " cannot be used: " + failure.getMessage());
        } else {
            explained = new FileNotFoundException("File " + path + " does not exist");
        }
        explained.initCause(failure);
        return explained;
    }
}
