package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressPoolTest {
  private static final String NETWORK = "web (0123456789abcdef)";

  @TempDir Path folder;

  private final List<Ipv4> papers = new ArrayList<>();

  @Test
  void handsOutOneAfterTheOther() throws IOException {
    assertEquals("10.0.0.2", allocate("10.0.0.0/24"));
    assertEquals("10.0.0.3", allocate("10.0.0.0/24"));
    release("10.0.0.0/24", "10.0.0.2");
    assertEquals("10.0.0.4", allocate("10.0.0.0/24")); // and not at once the one given back
  }

  @Test
  void beginsAgainBehindTheLastOneUntilAllAreUsed() throws IOException {
    String subnet = "10.0.0.8/29";
    for (String expected : List.of("10.0.0.10", "10.0.0.11", "10.0.0.12", "10.0.0.13")) {
      assertEquals(expected, allocate(subnet));
    }
    release(subnet, "10.0.0.11");
    assertEquals("10.0.0.14", allocate(subnet));
    assertEquals("10.0.0.11", allocate(subnet));
    IOException e = assertThrows(IOException.class, () -> allocate(subnet));
    assertEquals(
        "no available IPv4 addresses on this network's address pools: " + NETWORK, e.getMessage());
    AddressPlan plan = plan(subnet);
    try (AddressPool pool = open(plan)) {
      assertEquals(8, taken(pool, plan.subnet()));
      assertEquals(0, free(pool, plan.subnet()));
    }
  }

  @Test
  void theSmallestHasOneAddress() throws IOException {
    assertEquals("10.0.0.6", allocate("10.0.0.4/30"));
    assertThrows(IOException.class, () -> allocate("10.0.0.4/30"));
  }

  @Test
  void theLargestHasAllOfThem() throws IOException {
    AddressPlan plan = plan("10.0.0.0/8");
    try (AddressPool pool = open(plan)) {
      assertEquals((1 << 24) - 3, free(pool, plan.subnet()));
      assertEquals("10.0.0.2", pool.allocate().toString());
      assertEquals((1 << 24) - 4, free(pool, plan.subnet()));
    }
    assertTrue(Files.size(folder.resolve("addresses")) <= 1.05 * (1 << 24) / Byte.SIZE);
  }

  @Test
  void someAreNobodys() throws IOException {
    try (AddressPool pool = open(plan("10.0.0.0/24"))) {
      for (String reserved : List.of("10.0.0.0", "10.0.0.1", "10.0.0.255")) {
        assertTrue(pool.isTaken(Ipv4.parse(reserved)), reserved);
      }
      assertFalse(pool.isTaken(Ipv4.parse("10.0.0.2")));
    }
  }

  @Test
  void toReleaseOnceMoreChangesNothing() throws IOException {
    allocate("10.0.0.0/24");
    release("10.0.0.0/24", "10.0.0.2");
    release("10.0.0.0/24", "10.0.0.2");
    AddressPlan plan = plan("10.0.0.0/24");
    try (AddressPool pool = open(plan)) {
      assertEquals(3, taken(pool, plan.subnet()));
    }
  }

  @Test
  void whatWasNotSettledIsAsThePapersSay() throws IOException {
    AddressPlan plan = plan("10.0.0.0/24");
    Ipv4 address = Ipv4.parse("10.0.0.2");
    try (AddressPool pool = open(plan)) {
      assertEquals(address, pool.allocate()); // and no paper
    }
    try (AddressPool pool = open(plan)) {
      assertFalse(pool.isTaken(address));
      address = pool.allocate();
      papers.add(address);
    }
    try (AddressPool pool = open(plan)) {
      assertTrue(pool.isTaken(address));
      pool.release(address); // and the paper stays
    }
    try (AddressPool pool = open(plan)) {
      assertTrue(pool.isTaken(address));
      pool.release(address);
      papers.remove(address);
    }
    try (AddressPool pool = open(plan)) {
      assertFalse(pool.isTaken(address));
    }
  }

  @Test
  void afterAnotherBootItIsAsThePapersSay() throws IOException {
    AddressPlan plan = plan("10.0.0.0/24");
    allocate("10.0.0.0/24");
    papers.add(Ipv4.parse("10.0.0.99"));
    try (AddressPool pool = open(plan)) {
      assertTrue(pool.isTaken(Ipv4.parse("10.0.0.2")));
      assertFalse(pool.isTaken(Ipv4.parse("10.0.0.99"))); // the same boot: nobody asks the papers
    }
    try (AddressPool pool = openAfterReboot(plan)) {
      assertFalse(pool.isTaken(Ipv4.parse("10.0.0.2")));
      assertTrue(pool.isTaken(Ipv4.parse("10.0.0.99")));
      assertEquals(4, taken(pool, plan.subnet()));
    }
  }

  @Test
  void aFileThatIsNoneIsMadeAgain() throws IOException {
    AddressPlan plan = plan("10.0.0.0/24");
    Path file = folder.resolve("addresses");
    papers.add(Ipv4.parse("10.0.0.99"));
    for (int size : new int[] {0, 1, 96, 100_000}) {
      byte[] noise = new byte[size];
      Arrays.fill(noise, (byte) -1);
      Files.write(file, noise);
      try (AddressPool pool = open(plan)) {
        assertEquals(4, taken(pool, plan.subnet()));
      }
      assertEquals(96, Files.size(file));
    }
  }

  @Test
  void theFileIsOnTheDiskWhole() throws IOException {
    open(plan("10.0.0.0/12")).close();
    Path file = folder.resolve("addresses");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Process du = new ProcessBuilder("du", "--block-size=1", file.toString()).start();
    String line = new String(du.getInputStream().readAllBytes());
    assertTrue(Long.parseLong(line.split("\t")[0]) >= Files.size(file), line);
  }

  @Test
  void aFailureLeavesItForTheNext() throws IOException {
    AddressPlan plan = plan("10.0.0.0/24");
    Path file = folder.resolve("addresses");
    assertThrows(
        IOException.class,
        () ->
            AddressPool.open(
                file,
                NETWORK,
                plan,
                () -> {
                  throw new IOException("no endpoints");
                }));
    assertEquals("10.0.0.2", allocate("10.0.0.0/24"));
  }

  @Test
  void isOfNoUseWhenClosed() throws IOException {
    AddressPool pool = open(plan("10.0.0.0/24"));
    pool.close();
    pool.close(); // does not let two others in
    assertThrows(IllegalStateException.class, pool::allocate);
    try (AddressPool other = open(plan("10.0.0.0/24"))) {
      ExecutorService threads = Executors.newSingleThreadExecutor();
      Future<String> third = threads.submit(() -> allocate("10.0.0.0/24"));
      threads.shutdown();
      assertEquals("10.0.0.2", other.allocate().toString());
      other.settle();
      assertFalse(third.isDone());
    }
  }

  /** Ten processes with ten threads each, all at once. */
  @Test
  void noTwoGetTheSame() throws Exception {
    int many = 10;
    List<Callable<List<String>>> users = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      users.add(() -> AddressPoolUser.lines(folder, "allocate", many));
    }
    ExecutorService threads = Executors.newFixedThreadPool(many);
    Set<String> addresses = new HashSet<>();
    for (Future<List<String>> user : threads.invokeAll(users)) {
      addresses.addAll(user.get());
    }
    threads.shutdown();
    assertEquals(many * many, addresses.size());
    try (AddressPool pool = open(AddressPoolUser.PLAN)) {
      assertEquals(many * many + 3, taken(pool, AddressPoolUser.PLAN.subnet()));
    }
  }

  /** One that allocates and releases without end is killed at any moment, again and again. */
  @Test
  void killedAtAnyMomentItIsAsThePapersSay() throws Exception {
    AddressPoolUser user = new AddressPoolUser(folder);
    for (int i = 0; i < 8; i++) {
      Process process = AddressPoolUser.start(folder, "churn", 0);
      for (int n = 0; n < 100; n++) { // it works
        assertEquals('.', process.getInputStream().read());
      }
      Thread.sleep(i); // any moment
      process.destroyForcibly().waitFor();
      Collection<Ipv4> written = user.papers();
      try (AddressPool pool = user.open()) {
        assertEquals(written.size() + 3, taken(pool, AddressPoolUser.PLAN.subnet()));
        for (Ipv4 address : written) {
          assertTrue(pool.isTaken(address), address + " is on paper");
        }
      }
    }
  }

  private String allocate(String subnet) throws IOException {
    try (AddressPool pool = open(plan(subnet))) {
      Ipv4 address = pool.allocate();
      pool.settle();
      return address.toString();
    }
  }

  private void release(String subnet, String address) throws IOException {
    try (AddressPool pool = open(plan(subnet))) {
      pool.release(Ipv4.parse(address));
      pool.settle();
    }
  }

  private AddressPool open(AddressPlan plan) throws IOException {
    return AddressPool.open(folder.resolve("addresses"), NETWORK, plan, () -> papers);
  }

  private AddressPool openAfterReboot(AddressPlan plan) throws IOException {
    UUID boot = UUID.randomUUID();
    return AddressPool.open(folder.resolve("addresses"), NETWORK, plan, () -> papers, boot);
  }

  private static AddressPlan plan(String subnet) {
    return new AddressPlan(Subnet.parse(subnet));
  }

  private static long taken(AddressPool pool, Subnet subnet) {
    return LongStream.range(0, subnet.size()).filter(i -> pool.isTaken(subnet.address(i))).count();
  }

  private static long free(AddressPool pool, Subnet subnet) {
    return subnet.size() - taken(pool, subnet);
  }
}
