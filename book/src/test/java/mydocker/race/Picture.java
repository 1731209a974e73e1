package mydocker.race;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** A race as bars, side by side for each row: how many times as long as docker each took. */
final class Picture {
  private static final int WIDTH = 1000;
  private static final int HEIGHT_AROUND = 170;
  private static final int HEIGHT_OF_GAP = 14;
  private static final int HEIGHT_OF_BAR = 13;
  private static final double ROOM_FOR_LABELS = 0.15;
  private static final double MARGIN = 0.01;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 10);
  private static final Map<String, Color> COLORS =
      Map.of(
          "mydocker", new Color(0x1b6ec2),
          "docker", new Color(0xd9822b),
          "podman", new Color(0x2e8b57),
          "runc", new Color(0x9a9a9a),
          "crun", new Color(0xc4c4c4));

  private Picture() {}

  /** Writes the SVG file. */
  static void draw(Outcome outcome, Path file) throws IOException {
    int bars = outcome.results().size() * outcome.peers().size();
    int height = HEIGHT_AROUND + outcome.results().size() * HEIGHT_OF_GAP + bars * HEIGHT_OF_BAR;
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart(outcome).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    PageSize page = new PageSize(0, 0, WIDTH, height);
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    new SVGProcessor().getDocument(graphics.getCommands(), page).writeTo(svg);
    // A hundredth of a pixel is fine enough.
    Files.writeString(file, svg.toString(UTF_8).replaceAll("(\\.\\d\\d)\\d+", "$1"));
  }

  private static JFreeChart chart(Outcome outcome) {
    JFreeChart chart =
        ChartFactory.createBarChart(
            "The race: time and memory as multiples of docker's",
            null,
            null,
            data(outcome),
            PlotOrientation.HORIZONTAL,
            true,
            false,
            false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.getTitle().setFont(TITLE);
    for (String line : outcome.conditions()) {
      chart.addSubtitle(chart.getSubtitleCount() - 1, new TextTitle(line, PLAIN));
    }
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.getDomainAxis().setTickLabelFont(PLAIN);
    plot.getDomainAxis().setMaximumCategoryLabelWidthRatio(1);
    plot.getDomainAxis().setLowerMargin(MARGIN);
    plot.getDomainAxis().setUpperMargin(MARGIN);
    plot.getRangeAxis().setUpperMargin(ROOM_FOR_LABELS);
    plot.addRangeMarker(new ValueMarker(1, Color.DARK_GRAY, new BasicStroke(1)));
    plot.setRenderer(renderer(outcome));
    return chart;
  }

  private static BarRenderer renderer(Outcome outcome) {
    BarRenderer renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0);
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    renderer.setDefaultItemLabelFont(SMALL);
    renderer.setDefaultItemLabelGenerator(new Label(outcome));
    List<String> peers = outcome.peers();
    for (int i = 0; i < peers.size(); i++) {
      renderer.setSeriesPaint(i, COLORS.get(peers.get(i)));
    }
    return renderer;
  }

  private static DefaultCategoryDataset data(Outcome outcome) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (String peer : outcome.peers()) {
      outcome
          .results()
          .forEach(
              (row, results) -> {
                if (results.containsKey(peer)) {
                  data.addValue(outcome.ratio(row, peer), peer, row.title());
                }
              });
    }
    return data;
  }

  /** What stands beside a bar: the ratio, and the median that it comes from. */
  private static final class Label extends StandardCategoryItemLabelGenerator {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    Label(Outcome outcome) {
      this.outcome = outcome;
    }

    @Override
    public String generateLabel(CategoryDataset data, int peer, int row) {
      Row of = List.copyOf(outcome.results().keySet()).get(row);
      String name = (String) data.getRowKey(peer);
      double median = outcome.results().get(of).get(name).median();
      return String.format(Locale.ROOT, "%.2f  %s", outcome.ratio(of, name), of.format(median));
    }
  }
}
