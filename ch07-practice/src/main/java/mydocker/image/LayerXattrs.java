package mydocker.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import mydocker.linux.ExtendedAttributes;

/**
 * Which extended attributes belong to a file of an image: those that its users set, its
 * capabilities and its access control lists. Others are the host's: labels of SELinux or IMA say
 * who may do what on this host and are given anew on every host; {@code trusted.*} are for the
 * host's root and the file system, whiteouts among them.
 */
final class LayerXattrs {
  private static final String OVERLAY = "trusted.overlay.";

  private LayerXattrs() {}

  private static boolean isKept(String name) {
    return name.startsWith("user.")
        || name.equals("security.capability")
        || name.startsWith("system.posix_acl_");
  }

  /** Gives a file those that a tar has for it. */
  static void apply(Path file, Map<String, byte[]> xattrs) throws IOException {
    for (Map.Entry<String, byte[]> xattr : xattrs.entrySet()) {
      if (isKept(xattr.getKey())) {
        ExtendedAttributes.set(file, xattr.getKey(), xattr.getValue());
      }
    }
  }

  /**
   * Looks at those that a tar has for a file.
   *
   * @throws IOException if one of them is a mark of overlayfs, which no honest image has
   */
  static void check(Map<String, byte[]> xattrs) throws IOException {
    for (String name : xattrs.keySet()) {
      if (name.startsWith(OVERLAY)) {
        throw new IOException("it has the extended attribute " + name + ", a mark of overlayfs");
      }
    }
  }

  /**
   * Those of a file, by name.
   *
   * @throws IOException if overlayfs has put only a part of the file here, or a name fits no tar
   */
  static Map<String, byte[]> of(Path file) throws IOException {
    Map<String, byte[]> xattrs = new TreeMap<>();
    for (String name : ExtendedAttributes.names(file)) {
      if (name.equals(OVERLAY + "redirect") || name.equals(OVERLAY + "metacopy")) {
        throw new IOException(
            "the rest of it is in a layer below (%s): mount with redirect_dir=off,metacopy=off"
                .formatted(name));
      }
      if (isKept(name)) {
        if (name.contains("=")) {
          throw new IOException("a tar cannot have the extended attribute " + name);
        }
        ExtendedAttributes.get(file, name).ifPresent(value -> xattrs.put(name, value));
      }
    }
    return xattrs;
  }
}
