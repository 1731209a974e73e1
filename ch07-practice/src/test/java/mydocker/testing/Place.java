package mydocker.testing;

import java.io.IOException;
import java.util.concurrent.Callable;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.OwnThread;

/** Where a test does something: a host, or a container, as far as the network is concerned. */
public interface Place {
  /** The host of the tests. */
  Place HERE =
      new Place() {
        @Override
        public <T> T call(Callable<T> task) throws IOException {
          try {
            return task.call();
          } catch (IOException | RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new IOException(e);
          }
        }
      };

  /** The host at the other end of the uplink. */
  Place OUTSIDE =
      new Place() {
        @Override
        public <T> T call(Callable<T> task) throws IOException {
          return Outside.call(task);
        }
      };

  /** The network of a process, such as the first one of a container. */
  static Place of(int pid) {
    return new Place() {
      @Override
      public <T> T call(Callable<T> task) throws IOException {
        try (NamespaceFiles there = new NamespaceFiles(pid, Namespace.NET)) {
          return OwnThread.call(
              () -> {
                there.join(Namespace.NET);
                return task.call();
              });
        }
      }
    };
  }

  /** Does something there: a socket that it makes stays there, whoever uses it. */
  <T> T call(Callable<T> task) throws IOException;
}
