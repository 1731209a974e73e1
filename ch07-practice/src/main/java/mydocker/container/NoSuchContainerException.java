package mydocker.container;

import java.io.IOException;

/** No container has this name, nor an ID that begins so. */
public final class NoSuchContainerException extends IOException {
  private static final long serialVersionUID = 1;

  NoSuchContainerException(String reference) {
    super("No such container: " + reference);
  }
}
