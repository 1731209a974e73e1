package mydocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an archive may cost, so that a small file with bad intentions cannot fill the disk.
 *
 * @param maxBytes how many bytes the archive, and how many the files out of it, may have
 * @param maxEntries how many files and folders may be made
 * @param devices whether there may be block and character devices among them
 */
record UnpackLimits(long maxBytes, long maxEntries, boolean devices) {
  private static final int PERCENT_OF_FREE_SPACE = 90;
  private static final long ENTRIES = 2_000_000;

  /**
   * For the layers of images: nine tenths of the free space, two million files, and devices, for
   * docker's layers have some; they are of no use in a container, whose root is mounted MS_NODEV.
   */
  static UnpackLimits of(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    return new UnpackLimits(free / 100 * PERCENT_OF_FREE_SPACE, ENTRIES, true);
  }
}
