package mydocker.image;

import static org.apache.commons.compress.archivers.tar.TarConstants.LF_BLK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CHR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CONTIG;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_DIR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_FIFO;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_GNUTYPE_SPARSE;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_LINK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_NORMAL;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_OLDNORM;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_SYMLINK;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mydocker.linux.DeviceNumber;
import mydocker.linux.Nodes;
import mydocker.linux.PathHandle;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Makes the files of a tar in a folder that others may change meanwhile, and in which there may be
 * files already: those are replaced, and folders stay as they are. No symbolic link is followed.
 */
public final class TreeUnpacker {
  private static final int PERMISSIONS = 07777;
  private static final int WITHOUT_OWNER = 01777; // who is given a file does not act as its owner
  private static final int PARENT_MODE = 0755;

  private final PathHandle folder;
  private final boolean keepsOwner;
  private final boolean takesDevices;
  private final List<String> leftOut = new ArrayList<>();

  /**
   * Files that come into a folder change its time, so it is set at the end, the innermost first.
   */
  private final List<TarArchiveEntry> folders = new ArrayList<>();

  private long bytes;

  /**
   * Unpacks into a folder.
   *
   * @param keepsOwner whether files belong to whom the tar says, and else to root; then they have
   *     no setuid and setgid bits either
   * @param takesDevices whether devices are made, and else left out
   */
  public TreeUnpacker(PathHandle folder, boolean keepsOwner, boolean takesDevices) {
    this.folder = folder;
    this.keepsOwner = keepsOwner;
    this.takesDevices = takesDevices;
  }

  /** Unpacks all, and reads the stream to its end. */
  public void unpack(InputStream in) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8");
    String name = "";
    try {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        name = entry.getName();
        unpack(entry, EntryName.parse(name), tar);
      }
      Collections.reverse(folders);
      for (TarArchiveEntry made : folders) {
        name = made.getName();
        setTime(made);
      }
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException(EntryName.printable("copy '%s': %s".formatted(name, reason)), e);
    } catch (IOException e) {
      throw new IOException(
          EntryName.printable("copy '%s': %s".formatted(name, e.getMessage())), e);
    }
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** The names of devices that were not made. */
  public List<String> leftOut() {
    return leftOut;
  }

  /** How many bytes the files have that were made. */
  public long bytes() {
    return bytes;
  }

  private void unpack(TarArchiveEntry entry, EntryName name, TarArchiveInputStream tar)
      throws IOException {
    if (name.parts().isEmpty()) {
      return; // the folder itself
    }
    PathHandle parent = parent(name);
    try {
      switch (entry.getLinkFlag()) {
        case LF_DIR -> makeFolder(parent, name.last(), entry);
        case LF_OLDNORM, LF_NORMAL, LF_CONTIG, LF_GNUTYPE_SPARSE -> {
          if (entry.getName().endsWith("/")) {
            makeFolder(parent, name.last(), entry);
          } else {
            makeFile(parent, name.last(), entry, tar);
          }
        }
        case LF_SYMLINK -> {
          clear(parent, name.last());
          Nodes.makeSymlink(parent.path(name.last()), entry.getLinkName());
          setOwner(parent.path(name.last()), entry);
          Nodes.setTime(parent.path(name.last()), entry.getLastModifiedTime().toInstant());
        }
        case LF_LINK -> link(parent, name.last(), EntryName.parse(entry.getLinkName()));
        case LF_FIFO -> makeNode(parent, name.last(), entry, Nodes.S_IFIFO);
        case LF_CHR -> makeNode(parent, name.last(), entry, Nodes.S_IFCHR);
        case LF_BLK -> makeNode(parent, name.last(), entry, Nodes.S_IFBLK);
        default ->
            throw new IOException(
                "mydocker knows no entries of the type '" + (char) entry.getLinkFlag() + "'");
      }
    } finally {
      close(parent);
    }
  }

  /** The folder that an entry is in, which is made if it is missing. */
  private PathHandle parent(EntryName name) throws IOException {
    PathHandle parent = folder;
    for (String part : name.folders()) {
      PathHandle next;
      try {
        next = parent.folder(part);
      } catch (NoSuchFileException e) {
        Files.createDirectory(parent.path(part));
        next = parent.folder(part);
        next.setMode(PARENT_MODE);
      } finally {
        close(parent);
      }
      parent = next;
    }
    return parent;
  }

  private void close(PathHandle place) {
    if (place != folder) {
      place.close();
    }
  }

  private void makeFolder(PathHandle parent, String name, TarArchiveEntry entry)
      throws IOException {
    Optional<Map<String, Object>> there = parent.attributes(name);
    if (there.isPresent() && PathHandle.type(there.get()) == Nodes.S_IFDIR) {
      return;
    }
    if (there.isPresent()) {
      throw new IOException("cannot overwrite non-directory \"" + name + "\" with directory");
    }
    Files.createDirectory(parent.path(name));
    setOwnerAndMode(parent, name, entry);
    folders.add(entry);
  }

  private void makeFile(
      PathHandle parent, String name, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    Set<OpenOption> how =
        clear(parent, name)
            ? Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
            : Set.of(
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS);
    try (OutputStream out =
        Files.newOutputStream(parent.path(name), how.toArray(OpenOption[]::new))) {
      bytes += tar.transferTo(out);
    }
    setOwnerAndMode(parent, name, entry);
    Nodes.setTime(parent.path(name), entry.getLastModifiedTime().toInstant());
  }

  private void link(PathHandle parent, String name, EntryName target) throws IOException {
    PathHandle targetParent = parent(target);
    try {
      clear(parent, name);
      Files.createLink(parent.path(name), targetParent.path(target.last()));
    } finally {
      close(targetParent);
    }
  }

  private void makeNode(PathHandle parent, String name, TarArchiveEntry entry, int type)
      throws IOException {
    if (type != Nodes.S_IFIFO && !takesDevices) {
      leftOut.add(entry.getName());
      return;
    }
    clear(parent, name);
    DeviceNumber device =
        type == Nodes.S_IFIFO
            ? DeviceNumber.NONE
            : new DeviceNumber(entry.getDevMajor(), entry.getDevMinor());
    Nodes.make(parent.path(name), type | 0600, device);
    setOwnerAndMode(parent, name, entry);
    Nodes.setTime(parent.path(name), entry.getLastModifiedTime().toInstant());
  }

  /** Removes what is in the way; false if it is a file that is mounted there, and stays. */
  private static boolean clear(PathHandle parent, String name) throws IOException {
    Optional<Map<String, Object>> there = parent.attributes(name);
    if (there.isPresent() && PathHandle.type(there.get()) == Nodes.S_IFDIR) {
      throw new IOException("cannot overwrite directory \"" + name + "\" with non-directory");
    }
    try {
      Files.deleteIfExists(parent.path(name));
      return true;
    } catch (FileSystemException e) {
      if ("Device or resource busy".equals(e.getReason())) {
        return false;
      }
      throw e;
    }
  }

  /** In this order: a change of the owner takes the setuid bit away. */
  private void setOwnerAndMode(PathHandle parent, String name, TarArchiveEntry entry)
      throws IOException {
    setOwner(parent.path(name), entry);
    // By its descriptor: a link that somebody puts in its place is not followed.
    try (PathHandle made = parent.at(name)) {
      made.setMode(entry.getMode() & (keepsOwner ? PERMISSIONS : WITHOUT_OWNER));
    }
  }

  private void setOwner(Path file, TarArchiveEntry entry) throws IOException {
    if (keepsOwner) {
      Nodes.setOwner(file, entry.getLongUserId(), entry.getLongGroupId());
    } else {
      Nodes.setOwner(file, 0, 0);
    }
  }

  private void setTime(TarArchiveEntry entry) throws IOException {
    EntryName name = EntryName.parse(entry.getName());
    PathHandle parent = parent(name);
    try {
      Nodes.setTime(parent.path(name.last()), entry.getLastModifiedTime().toInstant());
    } finally {
      close(parent);
    }
  }
}
