package mydocker.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A process of its own that uses a pool, and has a file for each address: its paper. */
final class AddressPoolUser {
  static final AddressPlan PLAN = new AddressPlan(Subnet.parse("10.0.0.0/22"));

  private final Path folder;
  private final Path papers;

  AddressPoolUser(Path folder) throws IOException {
    this.folder = folder;
    papers = Files.createDirectories(folder.resolve("papers"));
  }

  /** Starts one, and collects what it writes. */
  static List<String> lines(Path folder, String work, int times) throws Exception {
    Process process = start(folder, work, times);
    List<String> lines = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IOException(work + " has failed");
    }
    return lines;
  }

  /** Starts one. */
  static Process start(Path folder, String work, int times) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            AddressPoolUser.class.getName(),
            folder.toString(),
            work,
            Integer.toString(times))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** {@code FOLDER allocate THREADS}, or {@code FOLDER churn 0}. */
  public static void main(String[] args) throws Exception {
    AddressPoolUser user = new AddressPoolUser(Path.of(args[0]));
    if ("churn".equals(args[1])) {
      user.churn();
      return;
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      threads.add(new Thread(() -> System.out.println(user.allocate())));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** Allocates and releases until it is killed, or nobody reads the dots that it writes. */
  private void churn() throws IOException {
    Random random = new Random();
    while (!System.out.checkError()) {
      try (AddressPool pool = open()) {
        if (random.nextInt(3) == 0) {
          for (Ipv4 address : papers()) {
            pool.release(address);
            Files.delete(paper(address));
            pool.settle();
          }
        } else {
          Ipv4 address = pool.allocate();
          Files.createFile(paper(address));
          pool.settle();
        }
      }
      System.out.write('.');
    }
  }

  private Ipv4 allocate() {
    try (AddressPool pool = open()) {
      Ipv4 address = pool.allocate();
      Files.createFile(paper(address));
      pool.settle();
      return address;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  AddressPool open() throws IOException {
    return AddressPool.open(folder.resolve("addresses"), "web (0)", PLAN, this::papers);
  }

  private Path paper(Ipv4 address) {
    return papers.resolve(address.toString());
  }

  Collection<Ipv4> papers() throws IOException {
    try (Stream<Path> files = Files.list(papers)) {
      return files.map(file -> Ipv4.parse(file.getFileName().toString())).toList();
    }
  }
}
