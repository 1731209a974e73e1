package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a layer changes, with the marks of each storage driver; neither has to be mounted. */
@RequiresRoot
class LayerDiffTest {
  private static final FileTime OLD = FileTime.fromMillis(1_000_000);

  @TempDir private Path folder;

  static Stream<Whiteouts> drivers() {
    return Stream.of(new OverlayWhiteouts(), new AufsWhiteouts());
  }

  /** Makes files, which a slash at their end makes folders, all equally old. */
  private Path layer(String name, String... files) throws IOException {
    Path layer = Files.createDirectories(folder.resolve(name));
    for (String file : files) {
      Path path = layer.resolve(file);
      Files.createDirectories(file.endsWith("/") ? path : path.getParent());
      if (!file.endsWith("/")) {
        Files.writeString(path, file);
      }
    }
    return layer;
  }

  private static String diff(Whiteouts whiteouts, Path upper, Path... below) throws IOException {
    for (Path layer : Stream.concat(Stream.of(upper), Stream.of(below)).toList()) {
      try (Stream<Path> all = Files.walk(layer)) {
        for (Path file : all.filter(f -> !Files.isSymbolicLink(f)).toList()) {
          Files.setLastModifiedTime(file, OLD);
        }
      }
    }
    List<FileChange> changes = new LayerDiff(whiteouts).of(upper, List.of(below));
    return String.join(", ", changes.stream().map(FileChange::toString).toList());
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void anEmptyLayerChangesNothing(Whiteouts whiteouts) throws IOException {
    assertEquals("", diff(whiteouts, layer("upper"), layer("lower", "a")));
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void filesAreAddedChangedAndDeleted(Whiteouts whiteouts) throws IOException {
    Path upper = layer("upper", "etc/new", "etc/old", "opt/x/y");
    whiteouts.hide(upper.resolve("etc/gone"));
    assertEquals(
        "C /etc, D /etc/gone, A /etc/new, C /etc/old, A /opt, A /opt/x, A /opt/x/y",
        diff(whiteouts, upper, layer("lower", "etc/old", "etc/gone", "usr/z")));
  }

  /** It was copied up because something in it was opened, or looked at by a name of its own. */
  @ParameterizedTest
  @MethodSource("drivers")
  void aFolderIsChangedByWhatIsInItOrByItsMode(Whiteouts whiteouts) throws IOException {
    Path upper = layer("upper", "same/", "mode/", "deep/er/file");
    Path lower = layer("lower", "same/", "mode/", "deep/er/file");
    Files.setPosixFilePermissions(
        upper.resolve("mode"), PosixFilePermissions.fromString("rwx------"));
    assertEquals("C /deep, C /deep/er, C /deep/er/file, C /mode", diff(whiteouts, upper, lower));
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void aFolderMadeAnewHasLostWhatItHad(Whiteouts whiteouts) throws IOException {
    Path upper = layer("upper", "home/new", "home/kept", "home/sub/new");
    whiteouts.hideBelow(upper.resolve("home"));
    Path middle = layer("middle", "home/one");
    whiteouts.hide(middle.resolve("home/two"));
    Path lower = layer("lower", "home/two", "home/kept", "home/three", "home/sub/old");
    assertEquals(
        "C /home, C /home/kept, A /home/new, D /home/one, C /home/sub, A /home/sub/new,"
            + " D /home/sub/old, D /home/three",
        diff(whiteouts, upper, middle, lower));
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void whatALayerBetweenHidesIsNew(Whiteouts whiteouts) throws IOException {
    Path upper = layer("upper", "a/file", "b/file", "c/file");
    Path middle = layer("middle", "b/", "c");
    whiteouts.hide(middle.resolve("a"));
    whiteouts.hideBelow(middle.resolve("b"));
    Path lower = layer("lower", "a/file", "b/file", "c/file");
    assertEquals(
        "A /a, A /a/file, C /b, A /b/file, C /c, A /c/file", diff(whiteouts, upper, middle, lower));
  }

  /** A link of an image is compared, and never followed. */
  @ParameterizedTest
  @MethodSource("drivers")
  void noLinkIsFollowed(Whiteouts whiteouts) throws IOException {
    Path outside = layer("outside", "file", "more");
    Path lower = layer("lower");
    Files.createSymbolicLink(lower.resolve("link"), outside);
    Path upper = layer("upper", "link/file");
    Files.createSymbolicLink(upper.resolve("other"), outside);
    assertEquals("C /link, A /link/file, A /other", diff(whiteouts, upper, lower));
    assertEquals(true, Files.exists(upper.resolve("other"), LinkOption.NOFOLLOW_LINKS));
  }
}
