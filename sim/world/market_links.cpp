#include "world/market_links.hpp"

#include "base/portable_math.hpp"
#include "parallel/parallel.hpp"
#include "world/territory.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace emprise {

namespace {

constexpr double degrees_per_bin = 0.1;
constexpr std::size_t quartiers_per_range = 512;

struct Travel {
    double site_per_km;
    double crew_per_km;
    double site_reach_km;
    double crew_reach_km;
};

Travel travel_of(const MarketParameters& parameters)
{
    const double eur_per_km = 2.0 * parameters.travel_eur_hour / parameters.travel_speed_km_hour; // There and back.
    return {parameters.travel_sensitivity_per_eur * eur_per_km, parameters.delivery_sensitivity_per_km,
            parameters.site_reach_km, parameters.crew_reach_km};
}

struct Position {
    double latitude_deg;
    double longitude_deg;
};

Position position_of(const World& world, QuartierId quartier)
{
    const QuartierTable& quartiers = world.territory->quartiers;
    return {quartiers.latitude_deg[quartier], quartiers.longitude_deg[quartier]};
}

/// Quartiers whose links may have changed: all at first, else those around cells that opened or closed.
std::vector<std::uint8_t> quartiers_to_visit(World& world, const Travel& travel)
{
    const MarketLinks& links = world.links;
    const std::size_t quartiers = world.territory->quartiers.size();
    if (links.first.size() != quartiers + 1 || links.listed.size() > world.cells.size())
        return std::vector<std::uint8_t>(quartiers, 1);
    std::vector<std::uint8_t> visit(quartiers, 0);
    const PlaceGrid& grid = quartier_grid(world);
    for (const CellId cell : each<Cell>(world.cells.size())) {
        const bool was = cell.value() < links.listed.size() && links.listed[cell.value()] != 0;
        if (was == world.cells.is_open(cell)) continue;
        const auto [latitude, longitude] = position_of(world, world.cells.quartier[cell]);
        const double reach = world.cells.kind[cell] == CellKind::site ? travel.site_reach_km : travel.crew_reach_km;
        constexpr double margin_km = 0.5; // Distance is reckoned around the quartier, not around the cell.
        grid.for_each_within(latitude, longitude, reach + margin_km,
                             [&](std::uint32_t row, double) { visit[row] = 1; });
    }
    return visit;
}

/// Open cells with what ranks them, in order of name.
struct Sellers {
    std::vector<CellId> cells;
    std::vector<double> log_attractiveness;
    PlaceGrid grid;
};

Sellers sellers_of(const World& world, CellKind kind)
{
    Sellers sellers;
    std::vector<double> latitude;
    std::vector<double> longitude;
    for (const CellId cell : open_cells_by_name(world.cells)) {
        if (world.cells.kind[cell] != kind) continue;
        const Position position = position_of(world, world.cells.quartier[cell]);
        sellers.cells.push_back(cell);
        sellers.log_attractiveness.push_back(portable_log(world.cells.attractiveness[cell]));
        latitude.push_back(position.latitude_deg);
        longitude.push_back(position.longitude_deg);
    }
    sellers.grid = PlaceGrid{latitude, longitude};
    return sellers;
}

struct Ranked {
    double rank;
    std::uint32_t seller; ///< In order of name, which settles ties.
    double km;
    [[nodiscard]] bool operator<(const Ranked& other) const
    {
        return rank != other.rank ? rank > other.rank : seller < other.seller;
    }
};

/// Half of the links go to the best sellers, half to the nearest of the others: in a large city the best would leave
/// the small seller next door without a single buyer.
void append_best(const Sellers& sellers, Position at, double per_km, double reach_km, std::size_t most,
                 std::vector<Ranked>& scratch, std::vector<MarketLinks::Link>& links)
{
    scratch.clear();
    sellers.grid.for_each_within(at.latitude_deg, at.longitude_deg, reach_km, [&](std::uint32_t seller, double square) {
        const double km = std::sqrt(square);
        scratch.push_back({sellers.log_attractiveness[seller] - per_km * km, seller, km});
    });
    if (scratch.size() > most) {
        const auto half = scratch.begin() + static_cast<std::ptrdiff_t>(most / 2);
        const auto last = scratch.begin() + static_cast<std::ptrdiff_t>(most);
        std::nth_element(scratch.begin(), half, scratch.end());
        std::nth_element(half, last, scratch.end(), [](const Ranked& a, const Ranked& b) {
            return a.km != b.km ? a.km < b.km : a.seller < b.seller;
        });
        scratch.erase(last, scratch.end());
    }
    std::sort(scratch.begin(), scratch.end());
    for (const Ranked& best : scratch)
        links.push_back({sellers.cells[best.seller], static_cast<float>(best.km),
                         static_cast<float>(portable_exp(-per_km * best.km))});
}

/// Links of a range of quartiers: copied where nothing changed, searched for elsewhere.
struct Piece {
    std::vector<MarketLinks::Link> links;
    std::vector<std::uint32_t> counts;
};

Piece links_of_range(const World& world, const std::vector<std::uint8_t>& visit, const Sellers& sites,
                     const Sellers& crews, const Travel& travel, std::size_t begin, std::size_t end)
{
    const MarketLinks& old = world.links;
    Piece piece;
    std::vector<Ranked> scratch;
    for (std::size_t row = begin; row < end; ++row) {
        const std::size_t before = piece.links.size();
        if (visit[row] != 0) {
            const Position at = position_of(world, QuartierId{static_cast<std::uint32_t>(row)});
            append_best(sites, at, travel.site_per_km, travel.site_reach_km, most_site_links, scratch, piece.links);
            append_best(crews, at, travel.crew_per_km, travel.crew_reach_km, most_crew_links, scratch, piece.links);
        } else {
            piece.links.insert(piece.links.end(), old.links.begin() + old.first[row],
                               old.links.begin() + old.first[row + 1]);
        }
        piece.counts.push_back(static_cast<std::uint32_t>(piece.links.size() - before));
    }
    return piece;
}

void join(const std::vector<Piece>& pieces, MarketLinks& links)
{
    std::vector<std::size_t> offset{0};
    links.first.assign(1, 0);
    for (const Piece& piece : pieces) {
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

double cosine_of_latitude(double latitude_deg)
{
    constexpr double radians_per_degree = 0.017453292519943295;
    return portable_cos(latitude_deg * radians_per_degree);
}

PlaceGrid::PlaceGrid(const std::vector<double>& latitude_deg, const std::vector<double>& longitude_deg)
{
    if (latitude_deg.empty()) return;
    south_ = *std::min_element(latitude_deg.begin(), latitude_deg.end());
    west_ = *std::min_element(longitude_deg.begin(), longitude_deg.end());
    const double north = *std::max_element(latitude_deg.begin(), latitude_deg.end());
    const double east = *std::max_element(longitude_deg.begin(), longitude_deg.end());
    high_ = static_cast<int>((north - south_) / degrees_per_bin) + 1;
    wide_ = static_cast<int>((east - west_) / degrees_per_bin) + 1;
    const auto bin_of = [&](std::size_t i) {
        const auto y = static_cast<std::size_t>((latitude_deg[i] - south_) / degrees_per_bin);
        const auto x = static_cast<std::size_t>((longitude_deg[i] - west_) / degrees_per_bin);
        return y * static_cast<std::size_t>(wide_) + x;
    };
    const std::size_t rows = latitude_deg.size();
    first_.assign(static_cast<std::size_t>(high_) * static_cast<std::size_t>(wide_) + 1, 0);
    for (std::size_t i = 0; i < rows; ++i) ++first_[bin_of(i) + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    rows_.resize(rows);
    latitude_.resize(rows);
    longitude_.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const std::uint32_t slot = next[bin_of(i)]++;
        rows_[slot] = static_cast<std::uint32_t>(i);
        latitude_[slot] = latitude_deg[i];
        longitude_[slot] = longitude_deg[i];
    }
}

PlaceGrid::Span PlaceGrid::columns(double low, double high) const
{
    return {std::clamp(static_cast<int>(std::floor((low - west_) / degrees_per_bin)), 0, wide_ - 1),
            std::clamp(static_cast<int>(std::floor((high - west_) / degrees_per_bin)), 0, wide_ - 1)};
}

PlaceGrid::Span PlaceGrid::lines(double low, double high) const
{
    return {std::clamp(static_cast<int>(std::floor((low - south_) / degrees_per_bin)), 0, high_ - 1),
            std::clamp(static_cast<int>(std::floor((high - south_) / degrees_per_bin)), 0, high_ - 1)};
}

std::vector<CellId> open_cells_by_name(const Cells& cells)
{
    std::vector<CellId> open;
    for (const CellId cell : each<Cell>(cells.size()))
        if (cells.is_open(cell)) open.push_back(cell);
    std::sort(open.begin(), open.end(), [&](CellId a, CellId b) { return cells.who[a] < cells.who[b]; });
    return open;
}

const PlaceGrid& quartier_grid(World& world)
{
    if (!world.links.quartier_grid) {
        const QuartierTable& quartiers = world.territory->quartiers;
        world.links.quartier_grid =
            std::make_shared<const PlaceGrid>(quartiers.latitude_deg.values(), quartiers.longitude_deg.values());
    }
    return *world.links.quartier_grid;
}

void refresh_links(World& world, const MarketParameters& parameters)
{
    MarketLinks& links = world.links;
    const std::size_t quartiers = world.territory->quartiers.size();
    if (!links.stale && links.first.size() == quartiers + 1) return;
    const Travel travel = travel_of(parameters);
    const std::vector<std::uint8_t> visit = quartiers_to_visit(world, travel);
    const Sellers sites = sellers_of(world, CellKind::site);
    const Sellers crews = sellers_of(world, CellKind::crew);
    std::vector<Piece> pieces((quartiers + quartiers_per_range - 1) / quartiers_per_range);
    for_each_range(quartiers, quartiers_per_range, [&](std::size_t begin, std::size_t end) {
        pieces[begin / quartiers_per_range] = links_of_range(world, visit, sites, crews, travel, begin, end);
    });
    join(pieces, links);
    links.listed.assign(world.cells.size(), 0);
    for (const CellId cell : each<Cell>(world.cells.size()))
        links.listed[cell.value()] = world.cells.is_open(cell) ? 1 : 0;
    links.stale = false;
}

} // namespace emprise
