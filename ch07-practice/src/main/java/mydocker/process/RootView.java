package mydocker.process;

import java.io.IOException;
import java.util.List;
import mydocker.image.Union;
import mydocker.linux.FileInRoot;
import mydocker.linux.OwnMounts;

/**
 * A look at the files of a container that does not run: mounted for one thread, and gone with it.
 */
public final class RootView {
  private RootView() {}

  /** The texts of some files, by absolute paths; that of a file that is not there is empty. */
  public static List<String> read(Union view, List<String> files) throws IOException {
    int[] opened =
        OwnMounts.call(
            () -> {
              view.mount();
              return FileInRoot.open(view.root(), files);
            });
    String[] texts = new String[opened.length];
    for (int i = 0; i < opened.length; i++) {
      texts[i] = FileInRoot.read(opened[i]);
    }
    return List.of(texts);
  }
}
