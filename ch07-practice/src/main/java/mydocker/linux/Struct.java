package mydocker.linux;

/** A struct of C that a call is given by its address. */
interface Struct {
  /** What stands in memory. */
  byte[] bytes();
}
