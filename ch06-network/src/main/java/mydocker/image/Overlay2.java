package mydocker.image;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mydocker.linux.FileSystems;
import mydocker.linux.Mount;

/** overlayfs, in the kernel since 3.18: Documentation/filesystems/overlayfs.rst. */
final class Overlay2 implements StorageDriver {
  static final String NAME = "overlay2";

  static Overlay2 here() throws IOException {
    if (!FileSystems.has("overlay")) {
      throw new IOException(
          "storage driver overlay2: this kernel has no overlay: it needs Linux 3.18 or newer with"
              + " CONFIG_OVERLAY_FS");
    }
    return new Overlay2();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** As many as docker's driver of that name takes. */
  @Override
  public int maxLayers() {
    return 128;
  }

  @Override
  public List<Mount> union(String id, List<String> below) {
    String lowerdir =
        IntStream.range(0, below.size()).mapToObj(i -> "l/" + i).collect(Collectors.joining(":"));
    String data = "lowerdir=" + lowerdir + ",upperdir=diff,workdir=work";
    return List.of(new Mount("overlay", "mnt", "overlay", 0, data));
  }
}
