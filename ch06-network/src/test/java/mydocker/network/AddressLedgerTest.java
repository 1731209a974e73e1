package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLedgerTest {
  private static final UUID BOOT = UUID.fromString("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

  /**
   * A user of the ledger, who writes and removes papers, is killed before every one of its writes
   * in turn. The next one finds the address in use if and only if there is a paper.
   */
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/30", "10.0.0.0/24", "10.0.0.0/19"})
  void bitAndPaperAreTheSameAfterEveryDeath(String subnet) {
    AddressPlan plan = plan(subnet);
    Random random = new Random(20_261_121);
    MortalWords words = new MortalWords(AddressLedger.words(plan));
    new AddressLedger(words, plan).make(List.of(), BOOT);
    Set<Ipv4> papers = new TreeSet<>();
    fillTheFirstWord(words, plan, papers);
    int deaths = 0;
    for (int i = 0; i < 10_000; i++) {
      words.dieAfter(random.nextInt(12));
      try {
        AddressLedger ledger = new AddressLedger(words, plan);
        ledger.unsettled().ifPresent(address -> ledger.settle(papers.contains(address)));
        use(ledger, papers, words, random);
      } catch (MortalWords.Death e) {
        deaths++;
      }
      words.live();
      if (random.nextInt(4) > 0) { // else who comes next may be killed while it settles
        assertBitsAreAsThePapersSay(words, plan, papers);
      }
    }
    assertBitsAreAsThePapersSay(words, plan, papers);
    assertTrue(deaths > 2_000, deaths + " deaths");
    assertSummariesAreExact(words, plan, papers);
  }

  private static void assertBitsAreAsThePapersSay(
      MappedWords words, AddressPlan plan, Set<Ipv4> papers) {
    AddressLedger ledger = new AddressLedger(words, plan);
    assertTrue(ledger.isOf(BOOT));
    ledger.unsettled().ifPresent(address -> ledger.settle(papers.contains(address)));
    assertEquals(Optional.empty(), ledger.unsettled());
    assertEquals(papers.size() + 3, taken(ledger, plan));
    papers.forEach(address -> assertTrue(ledger.isTaken(address)));
  }

  private static void fillTheFirstWord(MappedWords words, AddressPlan plan, Set<Ipv4> papers) {
    AddressLedger ledger = new AddressLedger(words, plan);
    while (papers.size() < Math.min(61, plan.subnet().size() - 3)) {
      papers.add(ledger.allocate().orElseThrow());
      ledger.settle();
    }
  }

  /** The papers are words of the same memory: to write one can be the last thing, too. */
  private static void use(
      AddressLedger ledger, Set<Ipv4> papers, MappedWords words, Random random) {
    if (random.nextBoolean() && !papers.isEmpty()) {
      Ipv4 address = List.copyOf(papers).get(random.nextInt(papers.size()));
      ledger.release(address);
      words.set(0, words.get(0));
      papers.remove(address);
      ledger.settle();
      return;
    }
    Optional<Ipv4> address = ledger.allocate();
    if (address.isPresent()) {
      words.set(0, words.get(0));
      assertTrue(papers.add(address.get()), address + " is handed out twice");
      ledger.settle();
    }
  }

  /** A new ledger with the same papers has the same bits. */
  private static void assertSummariesAreExact(
      MappedWords words, AddressPlan plan, Set<Ipv4> papers) {
    MappedWords expected = new MortalWords(AddressLedger.words(plan));
    new AddressLedger(expected, plan).make(papers, BOOT);
    for (int i = AddressLedger.HEADER; i < expected.count(); i++) {
      assertEquals(expected.get(i), words.get(i), "word " + i);
    }
  }

  @Test
  void oneThatIsMadeHalfIsOfNoBoot() {
    AddressPlan plan = plan("10.0.0.0/24");
    int writes = 0;
    while (true) {
      MortalWords words = new MortalWords(AddressLedger.words(plan));
      words.dieAfter(writes++);
      try {
        new AddressLedger(words, plan).make(List.of(Ipv4.parse("10.0.0.9")), BOOT);
        assertTrue(new AddressLedger(words, plan).isOf(BOOT));
        break;
      } catch (MortalWords.Death e) {
        words.live();
        assertFalse(new AddressLedger(words, plan).isOf(BOOT), "after " + writes);
      }
    }
    assertTrue(writes > 8);
  }

  @Test
  void isOfOneBootAndOnePlan() {
    AddressPlan plan = plan("10.0.0.0/24");
    MappedWords words = new MortalWords(AddressLedger.words(plan));
    assertFalse(new AddressLedger(words, plan).isOf(BOOT));
    new AddressLedger(words, plan).make(List.of(), BOOT);
    assertTrue(new AddressLedger(words, plan).isOf(BOOT));
    assertFalse(new AddressLedger(words, plan).isOf(new UUID(1, BOOT.getLeastSignificantBits())));
    assertFalse(new AddressLedger(words, plan).isOf(new UUID(BOOT.getMostSignificantBits(), 1)));
    assertFalse(new AddressLedger(words, plan("10.0.1.0/24")).isOf(BOOT));
    assertFalse(new AddressLedger(words, plan("10.0.0.0/25")).isOf(BOOT));
  }

  @Test
  void oneThingAtATimeIsUnsettled() {
    AddressPlan plan = plan("10.0.0.0/24");
    AddressLedger ledger = new AddressLedger(new MortalWords(AddressLedger.words(plan)), plan);
    ledger.make(List.of(), BOOT);
    Ipv4 address = ledger.allocate().orElseThrow();
    assertEquals(Optional.of(address), ledger.unsettled());
    assertThrows(IllegalStateException.class, ledger::allocate);
    assertThrows(IllegalStateException.class, () -> ledger.release(address));
    ledger.settle();
    assertEquals(4, taken(ledger, plan));
  }

  private static AddressPlan plan(String subnet) {
    return new AddressPlan(Subnet.parse(subnet));
  }

  private static long taken(AddressLedger ledger, AddressPlan plan) {
    Subnet subnet = plan.subnet();
    return LongStream.range(0, subnet.size())
        .filter(i -> ledger.isTaken(subnet.address(i)))
        .count();
  }
}
