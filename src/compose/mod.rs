//! Plan and day become a scene.

pub mod relief;
