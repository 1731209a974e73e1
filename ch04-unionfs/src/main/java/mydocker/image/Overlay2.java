package mydocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mydocker.linux.FileSystems;
import mydocker.linux.Mount;

/** overlayfs, in the kernel since 3.18: Documentation/filesystems/overlayfs.rst. */
final class Overlay2 implements StorageDriver {
  static final String NAME = "overlay2";

  /** What this kernel's overlayfs can be told: a file for each. */
  private static final Path PARAMETERS = Path.of("/sys/module/overlay/parameters");

  /**
   * Ways in which a layer's folder would not tell all by itself, and commit reads nothing else: an
   * index of hard links, a folder that was renamed without its content, a file without its data.
   * Some kernels turn them on unless told otherwise; older ones do not know them.
   */
  private static final List<String> UNWANTED = List.of("index", "redirect_dir", "metacopy");

  private final Path parameters;

  /** The driver for a kernel that lists its parameters in a folder. */
  Overlay2(Path parameters) {
    this.parameters = parameters;
  }

  /** The driver, if this kernel has it. */
  static Overlay2 here() throws IOException {
    if (!FileSystems.has("overlay")) {
      throw new IOException(
          "storage driver overlay2: this kernel has no overlay: it needs Linux 3.18 or newer with"
              + " CONFIG_OVERLAY_FS");
    }
    return new Overlay2(PARAMETERS);
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
    String off =
        UNWANTED.stream()
            .filter(parameter -> Files.exists(parameters.resolve(parameter)))
            .map(parameter -> "," + parameter + "=off")
            .collect(Collectors.joining());
    String data = "lowerdir=" + lowerdir + ",upperdir=diff,workdir=work" + off;
    return List.of(new Mount("overlay", "mnt", "overlay", 0, data));
  }
}
