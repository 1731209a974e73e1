package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The locks of open files. */
class OpenFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.createFile(folder.resolve("file"));
  }

  private OpenFile open() throws IOException {
    return OpenFile.open(file, OpenFile.O_RDWR);
  }

  @Test
  void aLockEndsWithTheFile() throws IOException {
    try (OpenFile other = open()) {
      try (OpenFile first = open()) {
        assertTrue(first.tryLock());
        assertFalse(other.tryLock());
      }
      assertTrue(other.tryLock());
    }
  }

  @Test
  void aChildThatHasTheFileHasTheLock() throws IOException {
    try (OpenFile other = open()) {
      Child child;
      try (OpenFile first = open()) {
        assertTrue(first.tryLock());
        child =
            new ChildProgram()
                .dup2(first.fd(), 0)
                .execve("/bin/sleep", List.of("sleep", "60"), List.of())
                .start(Set.of());
      }
      assertFalse(other.tryLock());
      child.destroy();
      assertTrue(other.tryLock());
    }
  }

  @Test
  void locksOfThisKindAndJavasRespectEachOther() throws IOException {
    try (OpenFile file = open();
        FileChannel channel = FileChannel.open(this.file, StandardOpenOption.WRITE)) {
      try (FileLock javas = channel.tryLock()) {
        assertNotNull(javas);
        assertFalse(file.tryLock());
      }
      assertTrue(file.tryLock());
      assertNull(channel.tryLock());
    }
  }
}
