package mydocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import mydocker.linux.DeviceNumber;
import mydocker.linux.ExtendedAttributes;
import mydocker.linux.Nodes;

/**
 * Overlayfs's marks: what hides a file is a character device 0:0 of its name, and an opaque folder
 * has an extended attribute. See "whiteouts and opaque directories" in the kernel's
 * filesystems/overlayfs.rst.
 */
final class OverlayWhiteouts implements Whiteouts {
  private static final String OPAQUE = "trusted.overlay.opaque";
  private static final byte[] YES = {'y'};

  @Override
  public void hide(Path file) throws IOException {
    if (!isWhiteout(file)) {
      Nodes.make(file, Nodes.S_IFCHR, DeviceNumber.NONE);
    }
  }

  @Override
  public boolean reveal(Path file) throws IOException {
    if (isWhiteout(file)) {
      Files.delete(file);
      return true;
    }
    return false;
  }

  @Override
  public void hideBelow(Path folder) throws IOException {
    ExtendedAttributes.set(folder, OPAQUE, YES);
  }

  @Override
  public Optional<Path> hiddenBy(Path file) throws IOException {
    return isWhiteout(file) ? Optional.of(file) : Optional.empty();
  }

  @Override
  public boolean isOpaque(Path folder) throws IOException {
    return ExtendedAttributes.get(folder, OPAQUE)
        .filter(value -> value.length == 1 && value[0] == 'y')
        .isPresent();
  }

  @Override
  public boolean isInternal(Path file) {
    return false; // overlayfs keeps its own in the work folder, and in extended attributes
  }

  private static boolean isWhiteout(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Map<String, Object> node =
        Files.readAttributes(file, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
    return ((int) node.get("mode") & Nodes.S_IFMT) == Nodes.S_IFCHR && (long) node.get("rdev") == 0;
  }
}
