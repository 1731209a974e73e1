package mydocker.image;

/** The machine that we run on, in the words of image configurations, which are Go's. */
final class Platform {
  static final String OS = "linux";

  private Platform() {}

  static String architecture() {
    String machine = System.getProperty("os.arch");
    return switch (machine) {
      case "aarch64" -> "arm64";
      default -> machine;
    };
  }
}
