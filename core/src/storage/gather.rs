//! Gathers waiting work into one group.

use tokio::sync::mpsc;

/// How often callers that were answered a moment ago are given the chance to come back.
const CHANCES: usize = 4;

/// How large groups were, so that a group can wait a moment for as many again.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    last: usize,
}

impl Gathering {
    /// Takes what waits, beginning with `first`, until the sizes add up to `most`. The second value is the one
    /// item that `ends` a group, which is not in it.
    ///
    /// Where the last group was of many, this one gives their callers, who have just been answered, the chance
    /// to come back: else the first of them would go alone, and all others wait for that one.
    pub(super) async fn gather<T>(
        &mut self,
        first: T,
        waiting: &mut mpsc::Receiver<T>,
        most: usize,
        size: impl Fn(&T) -> usize,
        ends: impl Fn(&T) -> bool,
    ) -> (Vec<T>, Option<T>) {
        if ends(&first) {
            return (Vec::new(), Some(first));
        }
        let mut total = size(&first);
        let mut group = vec![first];
        for _ in 0..=CHANCES {
            while total < most
                && let Ok(next) = waiting.try_recv()
            {
                if ends(&next) {
                    return (group, Some(next));
                }
                total += size(&next);
                group.push(next);
            }
            if group.len() >= self.last || total >= most {
                break;
            }
            tokio::task::yield_now().await;
        }
        self.last = group.len();
        (group, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn gathered(most: usize, ends: impl Fn(&u32) -> bool) -> (Vec<u32>, Option<u32>) {
        let (sender, mut waiting) = mpsc::channel(9);
        for number in 2..=5 {
            sender.send(number).await.unwrap();
        }
        Gathering::default().gather(1, &mut waiting, most, |_| 1, ends).await
    }

    #[tokio::test]
    async fn what_waits_goes_together_up_to_the_most() {
        assert_eq!(gathered(9, |_| false).await, (vec![1, 2, 3, 4, 5], None));
        assert_eq!(gathered(2, |_| false).await, (vec![1, 2], None));
    }

    #[tokio::test]
    async fn nothing_after_the_end_is_taken() {
        assert_eq!(gathered(9, |number| *number == 3).await, (vec![1, 2], Some(3)));
        assert_eq!(gathered(9, |number| *number == 1).await, (vec![], Some(1)));
    }

    #[tokio::test]
    async fn a_group_waits_a_moment_for_as_many_as_the_last_one_had() {
        let (sender, mut waiting) = mpsc::channel(9);
        sender.send(2).await.unwrap();
        let mut gathering = Gathering::default();
        gathering.gather(1, &mut waiting, 9, |_| 1, |_| false).await;
        let late = tokio::spawn(async move { sender.send(4).await });
        assert_eq!(gathering.gather(3, &mut waiting, 9, |_| 1, |_| false).await, (vec![3, 4], None));
        late.await.unwrap().unwrap();
        assert_eq!(gathering.gather(5, &mut waiting, 9, |_| 1, |_| false).await, (vec![5], None));
    }
}
