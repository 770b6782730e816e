//! Which sites are neighbors: the Delaunay triangulation on the sphere, and the Voronoi cells that
//! come with it.
//!
//! The stereographic projection maps circles to circles, so that the triangulation of the projected
//! sites in the plane is that on the sphere. The center of the circle through three sites is taken
//! on the sphere again: cells end exactly half way between sites, however large the map is.

use super::sphere::{self, Unit};
use spade::{DelaunayTriangulation, HasPosition, Point2, Triangulation};

/// Sites far around the others, that close the outermost cells.
const GUARDS: usize = 24;
/// How far from the middle guards stand at most; half a turn is the other side of the globe.
const FURTHEST: f64 = 2.9;

/// Sites and their triangles.
#[derive(Debug, Default)]
pub struct Mesh {
    /// The sites, then the guards.
    pub sites: Vec<Unit>,
    /// How many of them are sites.
    pub count: usize,
    /// The corners of each triangle, counter-clockwise.
    pub triangles: Vec<[u32; 3]>,
    /// The center of the circle through the corners: a corner of three cells.
    pub centers: Vec<Unit>,
    /// Between neighbors.
    pub edges: Vec<Edge>,
    /// The edges of each triangle, opposite to its corners.
    pub edges_of: Vec<[u32; 3]>,
}

/// The border between the cells of two sites.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The sites, the smaller number first.
    pub sites: [u32; 2],
    /// The triangles on the left and on the right of the way from the first site to the second: their
    /// centers are the ends of the border.
    pub triangles: [u32; 2],
}

struct Projected {
    at: Point2<f64>,
    site: u32,
}

impl HasPosition for Projected {
    type Scalar = f64;

    fn position(&self) -> Point2<f64> {
        self.at
    }
}

impl Mesh {
    /// Triangulates sites of which no two are the same. Guards stand at least `away` (an angle) from
    /// all of them, if the globe is large enough.
    pub fn of(sites: &[Unit], away: f64) -> Self {
        let middle = sphere::normal(
            sites.iter().fold([0.0; 3], |all, site| sphere::sum([(1.0, all), (1.0, *site)])),
        );
        let middle = if sphere::dot(middle, middle) > 0.5 { middle } else { [1.0, 0.0, 0.0] };
        let widest = sites.iter().map(|site| sphere::angle(middle, *site)).fold(0.0, f64::max);
        let circle = sphere::Circle::new(middle, (widest + away).min(FURTHEST));
        let turn = std::f64::consts::TAU / GUARDS as f64;
        let guards = (0..GUARDS).map(|i| circle.at(i as f64 * turn));
        let all: Vec<Unit> = sites.iter().copied().chain(guards).collect();
        let (east, north) = sphere::tangents(middle);
        let project = |(site, p): (usize, &Unit)| {
            let depth = 1.0 + sphere::dot(*p, middle);
            let at = [east, north].map(|axis| sphere::dot(*p, axis) / depth);
            Projected { at: Point2::new(at[0], at[1]), site: site as u32 }
        };
        let projected = all.iter().enumerate().map(project).collect();
        let Ok(plane) = DelaunayTriangulation::<Projected>::bulk_load_stable(projected) else {
            return Self::default();
        };
        let mut mesh = Self { sites: all, count: sites.len(), ..Self::default() };
        let mut number = vec![u32::MAX; plane.num_all_faces()];
        for face in plane.inner_faces() {
            number[face.index()] = mesh.triangles.len() as u32;
            let corners = face.vertices().map(|vertex| vertex.data().site);
            let [a, b, c] = corners.map(|site| mesh.sites[site as usize]);
            let center = sphere::normal(sphere::cross(sphere::minus(b, a), sphere::minus(c, a)));
            mesh.triangles.push(corners);
            mesh.centers.push(center);
        }
        mesh.edges_of = vec![[u32::MAX; 3]; mesh.triangles.len()];
        for edge in plane.undirected_edges() {
            let edge = edge.as_directed();
            let ends = [edge.from(), edge.to()].map(|vertex| vertex.data().site);
            let edge = if ends[0] < ends[1] { edge } else { edge.rev() };
            let sides = [edge.face(), edge.rev().face()].map(|face| number[face.index()]);
            if sides.contains(&u32::MAX) {
                continue; // between guards, around everything
            }
            let sites = [ends[0].min(ends[1]), ends[0].max(ends[1])];
            for triangle in sides.map(|side| side as usize) {
                let opposite = mesh.triangles[triangle].iter().position(|c| !sites.contains(c));
                mesh.edges_of[triangle][opposite.unwrap_or(0)] = mesh.edges.len() as u32;
            }
            mesh.edges.push(Edge { sites, triangles: sides });
        }
        mesh
    }

    /// How far the corner of three cells is from its sites.
    pub fn radius(&self, triangle: u32) -> f64 {
        let site = self.triangles[triangle as usize][0];
        sphere::angle(self.centers[triangle as usize], self.sites[site as usize])
    }

    /// Whether a site is one of those that were asked for.
    pub fn is_site(&self, site: u32) -> bool {
        (site as usize) < self.count
    }
}
