package mydocker.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a storage driver marks, in a layer's folder, what that layer removes from those below it. The
 * folders that are named here hold no symlink in the middle.
 */
public interface Whiteouts {

  /**
   * Hides a file or folder of the layers below. It may be hidden already.
   *
   * @param file its name in this layer, where no file is; the folder around it is there
   */
  void hide(Path file) throws IOException;

  /**
   * Takes back {@link #hide}, because this layer has something to show under that name.
   *
   * @return whether it was hidden
   */
  boolean reveal(Path file) throws IOException;

  /** Makes a folder opaque: nothing of the folders of that name below shows through. */
  void hideBelow(Path folder) throws IOException;

  /** If a file is no file of the layer but hides one below: the path that it hides. */
  Optional<Path> hiddenBy(Path file) throws IOException;

  /** Whether a folder is opaque. */
  boolean isOpaque(Path folder) throws IOException;

  /** Whether a file is the driver's own, and no part of the layer. */
  boolean isInternal(Path file);
}
