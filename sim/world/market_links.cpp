#include "world/market_links.hpp"

#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>

namespace emprise {

namespace {

constexpr double degrees_per_bin_of_sellers = 0.25; ///< Wider than for quartiers: made anew every week.
constexpr std::size_t rows_per_range = 512;

struct Position {
    double latitude_deg;
    double longitude_deg;
};

Position position_of(const World& world, QuartierId quartier)
{
    const QuartierTable& quartiers = world.territory->quartiers;
    return {quartiers.latitude_deg[quartier], quartiers.longitude_deg[quartier]};
}

Position position_of_buyers(const World& world, std::size_t row)
{
    const std::size_t quartiers = world.territory->quartiers.size();
    if (row < quartiers) return position_of(world, QuartierId{static_cast<std::uint32_t>(row)});
    const NeighbourTable& neighbours = world.territory->neighbours;
    const NeighbourId neighbour{static_cast<std::uint32_t>(row - quartiers)};
    return {neighbours.latitude_deg[neighbour], neighbours.longitude_deg[neighbour]};
}

/// Open cells of one kind with what ranks them, in order of name.
struct Sellers {
    std::vector<CellId> cells;
    std::vector<double> attractiveness;
    std::vector<double> log_attractiveness;
    std::vector<Position> positions;
    PlaceGrid grid;
    double per_km{};
    double reach_km{};
    std::size_t most{};
};

Sellers sellers_of(const World& world, CellKind kind, const TravelLaw& travel, Column<Cell, std::uint32_t>& seller_of)
{
    Sellers sellers;
    const bool site = kind == CellKind::site;
    sellers.per_km = site ? travel.site_per_km : travel.crew_per_km;
    sellers.reach_km = site ? travel.site_reach_km : travel.crew_reach_km;
    sellers.most = site ? most_site_links : most_crew_links;
    std::vector<double> latitude;
    std::vector<double> longitude;
    for (const CellId cell : open_cells_by_name(world.cells)) {
        if (world.cells.kind[cell] != kind) continue;
        seller_of[cell] = static_cast<std::uint32_t>(sellers.cells.size());
        sellers.cells.push_back(cell);
        sellers.attractiveness.push_back(world.cells.attractiveness[cell]);
        sellers.log_attractiveness.push_back(portable_log(world.cells.attractiveness[cell]));
        sellers.positions.push_back(position_of(world, world.cells.quartier[cell]));
        latitude.push_back(sellers.positions.back().latitude_deg);
        longitude.push_back(sellers.positions.back().longitude_deg);
    }
    sellers.grid = PlaceGrid{latitude, longitude, degrees_per_bin_of_sellers};
    return sellers;
}

double proximity(const Sellers& sellers, float km)
{
    return portable_exp(-sellers.per_km * static_cast<double>(km));
}

/// What a seller adds to the crowd around a quartier, millionths.
std::int64_t crowd_weight(double attractiveness, double proximity)
{
    constexpr double one = 1e6;
    return static_cast<std::int64_t>(attractiveness * proximity * one + 0.5);
}

struct Ranked {
    double rank;
    std::uint32_t seller; ///< In order of name, which settles ties.
    float km;             ///< As stored: so that a list amended equals a list made anew.
    [[nodiscard]] bool operator<(const Ranked& other) const
    {
        return rank != other.rank ? rank > other.rank : seller < other.seller;
    }
};

Ranked rank(const Sellers& sellers, std::uint32_t seller, float km)
{
    return {sellers.log_attractiveness[seller] - sellers.per_km * static_cast<double>(km), seller, km};
}

[[nodiscard]] bool is_nearer(const Ranked& a, const Ranked& b)
{
    return a.km != b.km ? a.km < b.km : a.seller < b.seller;
}

/// The first few under an order, kept sorted: a list a quartier searches is long, what it keeps is short.
template <bool (*comes_before)(const Ranked&, const Ranked&)>
class FirstFew {
public:
    void start(std::size_t most)
    {
        most_ = most;
        count_ = 0;
    }
    void offer(const Ranked& item)
    {
        if (count_ == most_ && !comes_before(item, items_[count_ - 1])) return;
        std::size_t at = count_ < most_ ? count_++ : count_ - 1;
        for (; at > 0 && comes_before(item, items_[at - 1]); --at) items_[at] = items_[at - 1];
        items_[at] = item;
    }
    [[nodiscard]] const Ranked* begin() const { return items_.data(); }
    [[nodiscard]] const Ranked* end() const { return items_.data() + count_; }

private:
    std::array<Ranked, most_site_links> items_;
    std::size_t most_{};
    std::size_t count_{};
};

bool ranks_above(const Ranked& a, const Ranked& b)
{
    return a < b;
}

/// Half of the links go to the best sellers, half to the nearest of the others: in a large city the best would leave
/// the small seller next door without a single buyer.
class Selection {
public:
    void start(const Sellers& sellers)
    {
        sellers_ = &sellers;
        best_.start(sellers.most / 2);
        nearest_.start(sellers.most); // Half of them may be among the best.
    }
    void offer(std::uint32_t seller, float km)
    {
        const Ranked item = rank(*sellers_, seller, km);
        best_.offer(item);
        nearest_.offer(item);
    }
    /// Returns the weight of those kept.
    std::int64_t append_to(std::vector<MarketLinks::Link>& links)
    {
        std::int64_t linked = 0;
        kept_.assign(best_.begin(), best_.end());
        for (const Ranked& item : nearest_) {
            if (kept_.size() == sellers_->most) break;
            if (std::none_of(best_.begin(), best_.end(), [&](const Ranked& b) { return b.seller == item.seller; }))
                kept_.push_back(item);
        }
        std::sort(kept_.begin(), kept_.end());
        for (const Ranked& item : kept_) {
            const double fade = proximity(*sellers_, item.km);
            links.push_back({sellers_->cells[item.seller], item.km, static_cast<float>(fade)});
            linked += crowd_weight(sellers_->attractiveness[item.seller], fade);
        }
        return linked;
    }

private:
    const Sellers* sellers_{};
    FirstFew<ranks_above> best_;
    FirstFew<is_nearer> nearest_;
    std::vector<Ranked> kept_;
};

/// A cell that opened or closed, seen from a row of buyers in its reach.
struct Change {
    std::uint32_t row;
    std::uint32_t seller; ///< Among those open; the cell itself when it closed.
    CellKind kind;
    bool opened;
    float km;
};

constexpr std::uint8_t bit_of(CellKind kind)
{
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

/// What changed since the links were made. Amending a list by arrivals gives what a new search would give: what it
/// left out before ranks below, and lies farther than, what it kept. A list that loses a cell is searched anew. Crowds
/// are amended by both.
struct Changes {
    bool anew{};                      ///< There are no links yet.
    std::vector<std::uint8_t> search; ///< By row: bit_of the kinds whose list lost a cell.
    std::vector<std::uint32_t> first; ///< By row: its changes begin here.
    std::vector<Change> seen;
};

/// A cell that opened or closed, and where.
struct News {
    Change what;
    Position at;
    const Sellers* sellers;
};

/// Rows of buyers within reach of a place see what happened there.
std::vector<Change> seen_around(const World& world, const PlaceGrid& grid, const News& news)
{
    constexpr double margin_km = 0.5; // Distance is reckoned around the quartier, not around the cell.
    const Position at = news.at;
    const double reach_km = news.sellers->reach_km;
    std::vector<Change> seen;
    grid.for_each_within(at.latitude_deg, at.longitude_deg, reach_km + margin_km, [&](std::uint32_t row, double) {
        const Position from = position_of_buyers(world, row);
        const double square = square_km(from.latitude_deg, from.longitude_deg, at.latitude_deg, at.longitude_deg);
        if (square > reach_km * reach_km) return;
        Change change = news.what;
        change.row = row;
        change.km = static_cast<float>(std::sqrt(square));
        seen.push_back(change);
    });
    return seen;
}

void add_news(const World& world, const Sellers& sellers, CellKind kind, std::vector<News>& news)
{
    const std::vector<std::uint8_t>& listed = world.links.listed;
    for (std::uint32_t seller = 0; seller < sellers.cells.size(); ++seller) {
        const std::uint32_t cell = sellers.cells[seller].value();
        if (cell < listed.size() && listed[cell] != 0) continue;
        news.push_back({{0, seller, kind, true, 0.0F}, sellers.positions[seller], &sellers});
    }
    for (const CellId cell : each<Cell>(listed.size()))
        if (listed[cell.value()] != 0 && !world.cells.is_open(cell) && world.cells.kind[cell] == kind)
            news.push_back(
                {{0, cell.value(), kind, false, 0.0F}, position_of(world, world.cells.quartier[cell]), &sellers});
}

/// By row of buyers, in the order of the news.
void sort_by_row(const std::vector<std::vector<Change>>& parts, Changes& changes)
{
    for (const auto& part : parts)
        for (const Change& change : part) ++changes.first[change.row + 1];
    std::partial_sum(changes.first.begin(), changes.first.end(), changes.first.begin());
    std::vector<std::uint32_t> next(changes.first.begin(), changes.first.end() - 1);
    changes.seen.resize(changes.first.back());
    for (const auto& part : parts)
        for (const Change& change : part) changes.seen[next[change.row]++] = change;
}

Changes changes_since(World& world, const Sellers& sites, const Sellers& crews)
{
    const MarketLinks& links = world.links;
    const std::size_t rows = buyer_rows(world);
    Changes changes;
    changes.first.assign(rows + 1, 0);
    changes.anew = links.first.size() != rows + 1 || links.listed.size() > world.cells.size();
    changes.search.assign(rows, changes.anew ? bit_of(CellKind::site) | bit_of(CellKind::crew) : 0);
    if (changes.anew) return changes;
    std::vector<std::uint8_t> closed(world.cells.size(), 0);
    for (const CellId cell : each<Cell>(links.listed.size()))
        if (links.listed[cell.value()] != 0 && !world.cells.is_open(cell))
            closed[cell.value()] = bit_of(world.cells.kind[cell]);
    for_each_range(rows, rows_per_range, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            for (std::uint32_t i = links.first[row]; i < links.first[row + 1]; ++i)
                changes.search[row] |= closed[links.links[i].cell.value()];
    });
    const PlaceGrid& grid = buyer_grid(world);
    std::vector<News> news;
    add_news(world, sites, CellKind::site, news);
    add_news(world, crews, CellKind::crew, news);
    std::vector<std::vector<Change>> parts(news.size());
    for_each_index(news.size(), [&](std::size_t i) { parts[i] = seen_around(world, grid, news[i]); });
    sort_by_row(parts, changes);
    return changes;
}

/// Links of a range of quartiers: copied where nothing changed, amended where a cell opened, else searched for.
struct Piece {
    std::vector<MarketLinks::Link> links;
    std::vector<std::uint32_t> counts;
    std::vector<MarketLinks::Crowd> crowds;
};

class LinkMaker {
public:
    LinkMaker(const World& world, const Sellers& sites, const Sellers& crews,
              const Column<Cell, std::uint32_t>& seller_of, const Changes& changes)
        : world_{world}, sites_{sites}, crews_{crews}, seller_of_{seller_of}, changes_{changes}
    {}

    [[nodiscard]] Piece make(std::size_t begin, std::size_t end)
    {
        Piece piece;
        for (std::size_t row = begin; row < end; ++row) {
            const std::size_t before = piece.links.size();
            MarketLinks::Crowd crowd = changes_.anew ? MarketLinks::Crowd{} : world_.links.crowds[row];
            if (changes_.search[row] == 0 && changes_.first[row] == changes_.first[row + 1]) {
                const auto old = world_.links.links.begin();
                piece.links.insert(piece.links.end(), old + world_.links.first[row], old + world_.links.first[row + 1]);
            } else {
                fill(sites_, CellKind::site, row, piece.links, crowd);
                fill(crews_, CellKind::crew, row, piece.links, crowd);
            }
            piece.crowds.push_back(crowd);
            piece.counts.push_back(static_cast<std::uint32_t>(piece.links.size() - before));
        }
        return piece;
    }

private:
    void fill(const Sellers& sellers, CellKind kind, std::size_t row, std::vector<MarketLinks::Link>& links,
              MarketLinks::Crowd& crowd)
    {
        std::int64_t& in_reach = crowd.in_reach[static_cast<std::size_t>(kind)];
        selection_.start(sellers);
        if ((changes_.search[row] & bit_of(kind)) != 0)
            search(sellers, row, in_reach);
        else
            amend(kind, row);
        add_to_crowd(sellers, kind, row, in_reach);
        crowd.linked[static_cast<std::size_t>(kind)] = selection_.append_to(links);
    }

    void search(const Sellers& sellers, std::size_t row, std::int64_t& in_reach)
    {
        const Position at = position_of_buyers(world_, row);
        sellers.grid.for_each_within(
            at.latitude_deg, at.longitude_deg, sellers.reach_km, [&](std::uint32_t seller, double square) {
                const auto km = static_cast<float>(std::sqrt(square));
                selection_.offer(seller, km);
                if (changes_.anew) in_reach += crowd_weight(sellers.attractiveness[seller], proximity(sellers, km));
            });
    }

    void amend(CellKind kind, std::size_t row)
    {
        for (std::uint32_t i = world_.links.first[row]; i < world_.links.first[row + 1]; ++i) {
            const auto& link = world_.links.links[i];
            if (world_.cells.kind[link.cell] == kind) selection_.offer(seller_of_[link.cell], link.travel_km);
        }
        for (std::uint32_t i = changes_.first[row]; i < changes_.first[row + 1]; ++i) {
            const Change& change = changes_.seen[i];
            if (change.kind == kind && change.opened) selection_.offer(change.seller, change.km);
        }
    }

    void add_to_crowd(const Sellers& sellers, CellKind kind, std::size_t row, std::int64_t& in_reach) const
    {
        for (std::uint32_t i = changes_.first[row]; i < changes_.first[row + 1]; ++i) {
            const Change& change = changes_.seen[i];
            if (change.kind != kind) continue;
            const double attractiveness = change.opened ? sellers.attractiveness[change.seller]
                                                        : world_.cells.attractiveness[CellId{change.seller}];
            const std::int64_t weight = crowd_weight(attractiveness, proximity(sellers, change.km));
            in_reach += change.opened ? weight : -weight;
        }
    }

    const World& world_;
    const Sellers& sites_;
    const Sellers& crews_;
    const Column<Cell, std::uint32_t>& seller_of_;
    const Changes& changes_;
    Selection selection_;
};

void join(const std::vector<Piece>& pieces, MarketLinks& links)
{
    std::vector<std::size_t> offset{0};
    links.first.assign(1, 0);
    links.crowds.clear();
    for (const Piece& piece : pieces) {
        links.crowds.insert(links.crowds.end(), piece.crowds.begin(), piece.crowds.end());
        for (const std::uint32_t count : piece.counts) links.first.push_back(links.first.back() + count);
        offset.push_back(offset.back() + piece.links.size());
    }
    links.links.resize(offset.back());
    for_each_index(pieces.size(), [&](std::size_t i) {
        std::copy(pieces[i].links.begin(), pieces[i].links.end(),
                  links.links.begin() + static_cast<std::ptrdiff_t>(offset[i]));
    });
}

} // namespace

std::vector<CellId> open_cells_by_name(const Cells& cells)
{
    std::vector<CellId> open;
    for (const CellId cell : each<Cell>(cells.size()))
        if (cells.is_open(cell)) open.push_back(cell);
    std::sort(open.begin(), open.end(), [&](CellId a, CellId b) { return cells.who[a] < cells.who[b]; });
    return open;
}

std::size_t buyer_rows(const World& world)
{
    return world.territory->quartiers.size() + world.outside.wish_mg.size();
}

const PlaceGrid& buyer_grid(World& world)
{
    if (!world.links.buyer_grid) {
        std::vector<double> latitude;
        std::vector<double> longitude;
        for (std::size_t row = 0; row < buyer_rows(world); ++row) {
            const Position at = position_of_buyers(world, row);
            latitude.push_back(at.latitude_deg);
            longitude.push_back(at.longitude_deg);
        }
        world.links.buyer_grid = std::make_shared<const PlaceGrid>(latitude, longitude);
    }
    return *world.links.buyer_grid;
}

TravelLaw travel_law(const MarketParameters& parameters)
{
    const double eur_per_km = 2.0 * parameters.travel_eur_hour / parameters.travel_speed_km_hour; // There and back.
    return {parameters.travel_sensitivity_per_eur * eur_per_km, parameters.delivery_sensitivity_per_km,
            parameters.site_reach_km, parameters.crew_reach_km};
}

double usual_wish_mg(const QuartierStocks& stocks, std::size_t drug, const MarketParameters& parameters)
{
    const auto& users = stocks.users[drug];
    return 1000.0 * (users[static_cast<std::size_t>(Use::light)] * parameters.light_g_week[drug] +
                     users[static_cast<std::size_t>(Use::heavy)] * parameters.heavy_g_week[drug]);
}

void refresh_links(World& world, const MarketParameters& parameters)
{
    MarketLinks& links = world.links;
    const std::size_t rows = buyer_rows(world);
    if (!links.stale && links.first.size() == rows + 1) return;
    const TravelLaw travel = travel_law(parameters);
    Column<Cell, std::uint32_t> seller_of(world.cells.size(), 0);
    const Sellers sites = sellers_of(world, CellKind::site, travel, seller_of);
    const Sellers crews = sellers_of(world, CellKind::crew, travel, seller_of);
    const Changes changes = changes_since(world, sites, crews);
    std::vector<Piece> pieces((rows + rows_per_range - 1) / rows_per_range);
    for_each_range(rows, rows_per_range, [&](std::size_t begin, std::size_t end) {
        pieces[begin / rows_per_range] = LinkMaker{world, sites, crews, seller_of, changes}.make(begin, end);
    });
    join(pieces, links);
    links.listed.assign(world.cells.size(), 0);
    for (const CellId cell : each<Cell>(world.cells.size()))
        links.listed[cell.value()] = world.cells.is_open(cell) ? 1 : 0;
    links.stale = false;
}

} // namespace emprise
