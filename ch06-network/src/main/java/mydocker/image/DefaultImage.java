package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The image busybox of a machine that has none yet: one program that is all commands, and what a
 * small system has beside it, laid out as in docker's image of that name.
 *
 * <p>The same program makes the same bytes, and so the same image ID.
 */
public final class DefaultImage {
  private static final String NAME = "busybox";
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int PROGRAM = 0755;

  /** The folders: permissions, whose it is, name. */
  private static final String FOLDERS =
      """
      755 0 bin/
      755 0 dev/
      755 0 etc/
      755 65534 home/
      700 0 root/
      1777 0 tmp/
      755 0 usr/
      755 0 usr/bin/
      755 1 usr/sbin/
      755 0 var/
      755 0 var/spool/
      755 8 var/spool/mail/
      755 33 var/www/
      """;

  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      daemon:x:1:1:daemon:/usr/sbin:/bin/false
      mail:x:8:8:mail:/var/spool/mail:/bin/false
      www-data:x:33:33:www-data:/var/www:/bin/false
      nobody:x:65534:65534:nobody:/home:/bin/false
      """;

  private static final String GROUP =
      """
      root:x:0:
      daemon:x:1:
      tty:x:5:
      mail:x:8:
      www-data:x:33:
      nogroup:x:65534:
      """;

  /** Nobody has a password, so nobody logs in with one. */
  private static final String SHADOW =
      PASSWD.lines().map(l -> l.substring(0, l.indexOf(':')) + ":*:::::::\n").collect(joining());

  private final Busybox busybox;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, UTF_8.name());

  private DefaultImage(Busybox busybox) {
    this.busybox = busybox;
  }

  /**
   * The image {@code busybox:latest}, made if it is not there.
   *
   * @param err where to say what is being done
   */
  public static Image get(ImageStore images, PrintStream err) throws IOException {
    ImageName name = ImageName.parse(NAME);
    Optional<Image> there = images.named(name);
    return there.isPresent() ? there.get() : make(images, name, err);
  }

  private static Image make(ImageStore images, ImageName name, PrintStream err) throws IOException {
    try (StoreLock held = images.lock()) {
      Optional<Image> there = images.named(name); // another process was quicker
      if (there.isPresent()) {
        return there.get();
      }
      Busybox busybox = Busybox.find();
      err.println("mydocker: making image " + name + " from " + busybox.origin());
      return images.importFiles(
          new ByteArrayInputStream(new DefaultImage(busybox).rootFiles()),
          ImageConfigBuilder.empty()
              .created(busybox.modified())
              .env("PATH", PATH)
              .command(List.of("sh")),
          List.of(name));
    }
  }

  /** The files as a tar archive. */
  private byte[] rootFiles() throws IOException {
    for (String line : FOLDERS.lines().toList()) {
      String[] words = line.split(" ");
      TarArchiveEntry entry = new TarArchiveEntry(words[2]);
      entry.setIds(Integer.parseInt(words[1]), Integer.parseInt(words[1]));
      add(entry, Integer.parseInt(words[0], 8), new byte[0]);
    }
    addFile("bin/busybox", PROGRAM, busybox.program());
    for (String applet : busybox.applets()) {
      addLink(TarConstants.LF_LINK, "bin/" + applet, "bin/busybox");
    }
    addLink(TarConstants.LF_SYMLINK, "usr/bin/env", "../../bin/env"); // where scripts look for it
    addFile("etc/group", 0644, GROUP.getBytes(UTF_8));
    addFile("etc/passwd", 0644, PASSWD.getBytes(UTF_8));
    addFile("etc/shadow", 0600, SHADOW.getBytes(UTF_8));
    tar.finish();
    return bytes.toByteArray();
  }

  private void addFile(String name, int mode, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    add(entry, mode, content);
  }

  private void addLink(byte type, String name, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setLinkName(target);
    add(entry, type == TarConstants.LF_SYMLINK ? 0777 : PROGRAM, new byte[0]);
  }

  private void add(TarArchiveEntry entry, int mode, byte[] content) throws IOException {
    entry.setMode(mode);
    entry.setModTime(FileTime.from(busybox.modified()));
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
