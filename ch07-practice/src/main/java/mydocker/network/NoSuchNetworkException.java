package mydocker.network;

import java.io.IOException;

/** No network has this name, nor an ID that begins so. */
public final class NoSuchNetworkException extends IOException {
  private static final long serialVersionUID = 1;

  NoSuchNetworkException(String reference) {
    super("network " + reference + " not found");
  }
}
