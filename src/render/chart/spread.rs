//! Labels along a line, each as near as can be to where it wants to be, none over another.

/// Moves labels apart: `wanted` are their wished middles, `heights` their heights, and all end up between
/// `top` and `bottom` if there is room. Returns their middles, in the order given.
///
/// Neighbours that would touch form a cluster, which stands where the sum of squared moves is smallest
/// (pool adjacent violators).
pub(super) fn spread(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len().min(heights.len())).collect();
    order.sort_by(|one, other| wanted[*one].total_cmp(&wanted[*other]));
    let mut clusters: Vec<Cluster> = Vec::new();
    for index in order {
        let half = heights[index] / 2.0;
        let mut cluster = Cluster { members: vec![index], sum: wanted[index] - half, height: heights[index] };
        while let Some(before) = clusters.pop_if(|before| before.end(top, bottom) > cluster.begin(top, bottom)) {
            cluster = before.and(cluster);
        }
        clusters.push(cluster);
    }
    let mut middles = vec![top; wanted.len()];
    for cluster in clusters {
        let mut y = cluster.begin(top, bottom);
        for member in cluster.members {
            middles[member] = y + heights[member] / 2.0;
            y += heights[member];
        }
    }
    middles
}

/// Labels that touch.
struct Cluster {
    members: Vec<usize>,
    /// Sum of the tops that its members would give the whole cluster.
    sum: f64,
    height: f64,
}

impl Cluster {
    fn begin(&self, top: f64, bottom: f64) -> f64 {
        let mean = self.sum / self.members.len() as f64;
        mean.min(bottom - self.height).max(top)
    }

    fn end(&self, top: f64, bottom: f64) -> f64 {
        self.begin(top, bottom) + self.height
    }

    fn and(mut self, below: Self) -> Self {
        self.sum += below.sum - self.height * below.members.len() as f64;
        self.height += below.height;
        self.members.extend(below.members);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn labels_far_apart_stay() {
        assert_eq!(spread(&[80.0, 20.0], &[10.0, 10.0], 0.0, 100.0), [80.0, 20.0]);
    }

    #[test]
    fn labels_at_one_place_share_it_evenly() {
        assert_eq!(spread(&[50.0, 50.0, 50.0], &[10.0, 10.0, 10.0], 0.0, 100.0), [40.0, 50.0, 60.0]);
    }

    #[test]
    fn labels_stay_inside() {
        assert_eq!(spread(&[99.0, 98.0, 1.0], &[10.0, 20.0, 10.0], 0.0, 100.0), [95.0, 80.0, 5.0]);
    }

    #[test]
    fn no_two_labels_touch() {
        let wanted: Vec<f64> = (0..30).map(|index| f64::from(index * index % 17) * 9.0).collect();
        let heights: Vec<f64> = (0..30).map(|index| 12.0 + f64::from(index % 3) * 12.0).collect();
        let middles = spread(&wanted, &heights, 0.0, heights.iter().sum());
        for one in 0..30 {
            for other in 0..one {
                let apart = (heights[one] + heights[other]) / 2.0 - 1e-6;
                assert!((middles[one] - middles[other]).abs() >= apart);
            }
        }
    }
}
